import type { ResultItem } from '../../dialects/events.ts'
import { isStreamErrorKind } from '../../errors/streamError.ts'
import type { Part, Step, StreamFault, ToolCall } from '../../state/streamState.ts'
import type { StoredError } from './chatThread.ts'

/** An object of which nothing is known. */
export type Fields = Readonly<Record<string, unknown>>

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The objects of a list; of anything that is no list, none. */
export function listFields(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : []
}

/** What a part of each type cannot be drawn without. */
const NEEDS: Readonly<Record<Part['type'], (part: Fields) => boolean>> = {
  text: ({ text }) => isText(text),
  reasoning: ({ text }) => isText(text),
  step: ({ id }) => isText(id),
  tool: ({ id }) => isText(id),
  results: ({ kind, ids }) =>
    (kind === 'retrieved' || kind === 'cited') && Array.isArray(ids) && ids.every(isText),
  status: ({ message, level }) => isText(message) && (level === 'info' || level === 'warning'),
  data: ({ name }) => isText(name),
  interrupt: ({ kind }) => kind === 'approval' || kind === 'input' || kind === 'pause',
  error: ({ fault }) => isFields(fault) && isFault(fault),
}

export function isPart(value: Fields): value is Fields & Part {
  const type = Object.keys(NEEDS).find((known): known is Part['type'] => known === value['type'])
  return isText(value['key']) && type !== undefined && NEEDS[type](value)
}

const STEP_STATUSES: ReadonlySet<unknown> = new Set<Step['status']>([
  'running',
  'ok',
  'error',
  'skipped',
  'paused',
])

export function isStep(value: Fields): value is Fields & Step {
  const { id, index, status, text, name, elapsedMs } = value
  return (
    isText(id) &&
    typeof index === 'number' &&
    STEP_STATUSES.has(status) &&
    isText(text) &&
    (name === undefined || isText(name)) &&
    (elapsedMs === undefined || typeof elapsedMs === 'number')
  )
}

const TOOL_STATUSES: ReadonlySet<unknown> = new Set<ToolCall['status']>([
  'input',
  'running',
  'ok',
  'error',
  'awaiting-approval',
])

export function isToolCall(value: Fields): value is Fields & ToolCall {
  const { id, status, name, error } = value
  const isNamed = name === undefined || isText(name)
  return (
    isText(id) && TOOL_STATUSES.has(status) && isNamed && (error === undefined || isText(error))
  )
}

export function isResult(value: Fields): value is Fields & ResultItem {
  const { id, images, metadata, score, span } = value
  const texts = [value['title'], value['text'], value['url'], value['source']]
  return (
    isText(id) &&
    Array.isArray(images) &&
    images.every((image) => isFields(image) && isText(image['url'])) &&
    isFields(metadata) &&
    (score === undefined || typeof score === 'number') &&
    (span === undefined || (isFields(span) && hasFigures(span))) &&
    texts.every((text) => text === undefined || isText(text))
  )
}

const SCOPES: ReadonlySet<unknown> = new Set<StreamFault['scope']>([
  'stream',
  'step',
  'tool',
  'item',
])

export function isFault(value: Fields): value is Fields & StreamFault {
  const { message, recoverable, scope, code } = value
  const isCoded = code === undefined || isText(code)
  return isText(message) && typeof recoverable === 'boolean' && SCOPES.has(scope) && isCoded
}

/** Whether all that is in it is figures, but for a label. */
export function hasFigures({ label, ...figures }: Fields): boolean {
  return (
    (label === undefined || isText(label)) &&
    Object.values(figures).every((figure) => figure === undefined || typeof figure === 'number')
  )
}

export function readStoredError(value: unknown): StoredError | undefined {
  if (!isFields(value)) return undefined
  const { kind, message, status, code, body, retryAfter } = value
  if (!isStreamErrorKind(kind) || !isText(message)) return undefined
  return {
    kind,
    message,
    retryable: value['retryable'] === true,
    ...(typeof status === 'number' && { status }),
    ...(isText(code) && { code }),
    ...(isText(body) && { body }),
    ...(typeof retryAfter === 'number' && { retryAfter }),
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}
