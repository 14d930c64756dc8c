import { arrayField, isRecord, type JsonRecord, stringField } from '../payload/jsonFields.ts'
import { unwrapModel } from './textOfMessage.ts'

/** Why a step failed for good, in the words of its exception. */
export function describeFailure(value: JsonRecord): string {
  const exception = unwrapModel(value['exception'])
  const message = isRecord(exception)
    ? (stringField(exception, 'exception_message') ?? stringField(exception, 'message'))
    : exception
  const said = stringField(value, 'exception_message') ?? message
  if (typeof said === 'string' && said !== '') return said
  return `The step "${stringField(value, 'step_name') ?? '?'}" of the workflow failed`
}

/** The class of the exception. */
export function failureCode(value: JsonRecord): string | undefined {
  const exception = unwrapModel(value['exception'])
  const own = isRecord(exception) ? stringField(exception, 'exception_type') : undefined
  return stringField(value, 'exception_type') ?? own
}

/** How long the workflow was allowed to take, and what it was doing. */
export function describeTimeout(value: JsonRecord): string {
  const steps = (arrayField(value, 'active_steps') ?? []).join(', ')
  const limit = typeof value['timeout'] === 'number' ? ` of ${value['timeout']} s` : ''
  return `The workflow exceeded its time limit${limit}${steps === '' ? '' : ` in ${steps}`}`
}
