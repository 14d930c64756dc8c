import type { DetectionClaim, DetectionProbe } from '../dialect.ts'
import { UNSAID } from '../payload/errorRecord.ts'
import {
  arrayField,
  isRecord,
  type JsonRecord,
  recordField,
  stringField,
} from '../payload/jsonFields.ts'

/** What tells each type from other backends' messages of the same name: the field that it never lacks. */
const MARKS: ReadonlyMap<string, (message: JsonRecord) => boolean> = new Map([
  ['info', (message) => stringField(message, 'message') !== undefined],
  ['results', (message) => resultList(message) !== undefined],
  ['token', (message) => stringField(message, 'token') !== undefined],
  ['answer', (message) => stringField(message, 'answer') !== undefined],
  [
    'final',
    (message) => ['success', 'answer', 'results'].some((name) => Object.hasOwn(message, name)),
  ],
  ['error', isBareError],
])

/** Says by which message a stream is this backend's. */
export function detectRag({ json }: DetectionProbe): DetectionClaim | undefined {
  if (!isRecord(json)) return undefined
  const message = flattenMessage(json)
  const type = stringField(message, 'type') ?? ''
  if (!MARKS.get(type)?.(message)) return undefined
  return { rule: `type is "${type}"`, provisional: type === 'error' }
}

/** An answer that was not asked for as a stream says what `final` says, and says no type. */
export function ragType(message: JsonRecord): string {
  return stringField(message, 'type') ?? (typeof message['success'] === 'boolean' ? 'final' : '')
}

/** Whether a JSON document is the whole of a search that went well. */
export function isRagDocument(json: unknown): boolean {
  if (!isRecord(json) || Object.hasOwn(json, 'type')) return false
  const message = flattenMessage(json)
  const hasAnswer = stringField(message, 'answer') !== undefined
  return message['success'] === true && (hasAnswer || resultList(message) !== undefined)
}

/** Some fields come inside `data` and some beside it, and not every server agrees which. */
export function flattenMessage(message: JsonRecord): JsonRecord {
  const data = recordField(message, 'data')
  return data === undefined ? message : { ...message, ...data, type: message['type'] }
}

/** The rows that a search found. */
export function resultList(message: JsonRecord): readonly unknown[] | undefined {
  return arrayField(message, 'results') ?? arrayField(message, 'data')
}

/** The sentence in the first of these fields that has one, itself or as the `message` of an object. */
export function faultText(message: JsonRecord, names: readonly string[]): string {
  const texts = names.map((name) => {
    const field = recordField(message, name)
    return field === undefined ? stringField(message, name) : stringField(field, 'message')
  })
  return texts.find(Boolean) ?? UNSAID
}

/** Several protocols have a `type` of "error": theirs brings `errorText`, or an `error` of its own. */
function isBareError(message: JsonRecord): boolean {
  const isOthers = Object.hasOwn(message, 'errorText') || Object.hasOwn(message, 'error')
  return !isOthers && stringField(message, 'message') !== undefined
}
