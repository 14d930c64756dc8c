import { idField, isRecord, type JsonRecord, stringField } from '../payload/jsonFields.ts'
import { readWorkflowEvent, type WorkflowEvent } from './workflowEvent.ts'

/** Whether a payload is what the workflows server answers to `/run`: the handler of a workflow that is over. */
export function isHandlerRecord(payload: unknown): payload is JsonRecord {
  if (!isRecord(payload) || idField(payload, 'handler_id') === undefined) return false
  return payload['result'] != null || readHandlerError(payload) !== undefined
}

/** Why the workflow has failed, if it has. */
export function readHandlerError(handler: JsonRecord): string | undefined {
  return stringField(handler, 'error') || undefined
}

/** The event that the workflow has ended with: in its envelope, or in older servers what it returned and nothing else. */
export function readHandlerResult(handler: JsonRecord): WorkflowEvent | undefined {
  const { result } = handler
  if (result == null) return undefined
  const event = isRecord(result) ? readWorkflowEvent(result, '') : undefined
  if (event?.kind !== undefined || (isRecord(result) && 'value' in result)) return event
  return { kind: 'StopEvent', name: 'StopEvent', value: { result } }
}
