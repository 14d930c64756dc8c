import { isUnnamed } from '../framing/frame.ts'
import { createSseDecoder } from '../framing/sse.ts'
import {
  defineDialect,
  type DetectionClaim,
  type DetectionProbe,
  type DialectContext,
  type DialectReader,
} from './dialect.ts'
import { readErrorData } from './payload/errorRecord.ts'
import type { DoneReason, StreamEvent } from './events.ts'
import { isRecord, type JsonRecord, numberField, stringField } from './payload/jsonFields.ts'
import {
  END_MARK,
  isWorkflowDocument,
  readPayloads,
  type WorkflowPayload,
} from './workflow/payload.ts'
import { createStepStack } from './workflow/steps.ts'
import { createWorkflowText, EXCEPTION } from './workflow/text.ts'

const NOTHING: readonly StreamEvent[] = []

/** Reads a signal of one type; gives `undefined` when it means nothing here. */
type SignalReader = (fields: JsonRecord) => readonly StreamEvent[] | undefined

/**
 * A workflow of several steps, as a FastAPI route streams it: the text in JSON strings, `step_start` and `step_end`
 * around it, `"[DONE]"` at the end. An exception ends the stream in plain words instead.
 *
 * What a step gives that is no text comes as `data` named `content`, and as text in the JSON that it came in: the route
 * means it to be read. A text chunk that is exactly `[DONE]` cannot be told from the end.
 */
export const workflowDialect = defineDialect({
  name: 'workflow',
  create: createWorkflowReader,
  detect: detectWorkflow,
  acceptsDocument: isWorkflowDocument,
  // The text of an exception may have line breaks, and the route writes them as they are. A blank line among them ends the
  // event all the same: what follows it cannot be told from the stray lines that the standard ignores, and is left out.
  createDecoder: (options) => createSseDecoder({ ...options, unknownLines: 'continue' }),
})

function createWorkflowReader(context: DialectContext): DialectReader {
  const steps = createStepStack()
  const text = createWorkflowText(steps)
  let failure: string | undefined
  let isOver = false

  const fail = (words: string): readonly StreamEvent[] => {
    const notice = readErrorData(words, context.json)
    failure ??= notice.message
    return [...text.release(), notice]
  }

  const endStep: SignalReader = (fields) => {
    if (steps.current === undefined) return undefined
    return [...text.settle(), ...steps.close(fields)]
  }

  const signals: ReadonlyMap<string, SignalReader> = new Map<string, SignalReader>([
    ['step_start', (fields) => [...text.settle(), steps.open(fields)]],
    ['step_end', endStep],
    ['progress', readProgress],
  ])

  const readContent = (data: unknown, json: string): readonly StreamEvent[] => {
    const stepId = steps.current?.id
    const content: StreamEvent = { type: 'data', name: 'content', data, stepId }
    return [...text.release(), content, ...(data === null ? [] : text.read(json))]
  }

  const finish = (reason: DoneReason, clean: boolean): readonly StreamEvent[] => {
    isOver = true
    const events = text.release()
    if (failure !== undefined) {
      const ends = steps.closeAll('error', failure)
      return [...events, ...ends, { type: 'done', reason: 'error', clean }]
    }
    return [...events, ...steps.closeAll(clean ? 'ok' : 'paused'), { type: 'done', reason, clean }]
  }

  const readPayload = (payload: WorkflowPayload): readonly StreamEvent[] => {
    if (isOver) return NOTHING
    switch (payload.kind) {
      case 'text':
        return text.read(payload.text)
      case 'signal': {
        const { name, fields } = payload
        const events = signals.get(name)?.(fields)
        return events ?? [{ type: 'data', name: 'unknown', data: fields }]
      }
      case 'content':
        return readContent(payload.value, payload.json)
      case 'whole': {
        const { content, runId } = payload
        const ids: readonly StreamEvent[] =
          runId === undefined ? NOTHING : [{ type: 'meta', runId }]
        return [...ids, ...readPayload(content)]
      }
      case 'named':
        return [...text.release(), { type: 'data', name: payload.name, data: payload.data }]
      case 'failure':
        return fail(payload.words)
      case 'malformed':
        return payload.events
      case 'end':
        return finish('stop', true)
      default: {
        const unknown: never = payload
        return unknown
      }
    }
  }

  return {
    read(frame) {
      const payloads = readPayloads(frame, context.json)
      const [payload] = payloads
      if (payload === undefined) return NOTHING
      return payloads.length === 1 ? readPayload(payload) : payloads.flatMap(readPayload)
    },
    end() {
      if (isOver) return []
      // An exception in quotes cannot be told from text, except that nothing follows it, not even the end mark.
      const lastWords = text.takeLastWords()
      const events = lastWords === undefined ? [] : fail(lastWords)
      return [...events, ...finish('eof', false)]
    },
    suspend: () => (isOver || failure !== undefined ? undefined : text.peek()),
  }
}

function readProgress(fields: JsonRecord): readonly StreamEvent[] | undefined {
  const value = firstNumber(fields, ['value', 'current', 'step'])
  const total = firstNumber(fields, ['total', 'total_steps'])
  const label = stringField(fields, 'label') ?? stringField(fields, 'message')
  const isEmpty = value === undefined && total === undefined && label === undefined
  return isEmpty ? undefined : [{ type: 'progress', value, total, label }]
}

function detectWorkflow({ frame, json, earlier }: DetectionProbe): DetectionClaim | undefined {
  const type = isRecord(json) ? json['type'] : undefined
  if (type === 'step_start' || type === 'step_end') return { rule: `type is "${type}"` }
  const isMark = json === END_MARK || frame.data?.trim() === END_MARK
  // Keep-alives and the like come in between under names of their own.
  const messages = earlier.filter((probe) => isUnnamed(probe.frame))
  if (!isUnnamed(frame) || messages.some(isForeign)) return undefined
  const [first, second] = messages.toReversed()
  if (typeof first?.json === 'string') {
    if (isMark) return { rule: 'a JSON string and the end mark' }
    if (json === undefined && EXCEPTION.test(frame.data ?? '')) {
      return { rule: 'a JSON string and an exception' }
    }
  }
  if (typeof json !== 'string' || isMark) return undefined
  // Plain text may put a token or two in quotes by chance.
  if (typeof first?.json === 'string' && typeof second?.json === 'string') {
    return { rule: 'three JSON strings in a row' }
  }
  return { rule: 'a JSON string', provisional: true }
}

/** A function step gives objects too, but never before there is a step. */
function isForeign({ json }: DetectionProbe['earlier'][number]): boolean {
  return isRecord(json) && stringField(json, 'type') === undefined
}

function firstNumber(record: JsonRecord, names: readonly string[]): number | undefined {
  return names.map((name) => numberField(record, name)).find((value) => value !== undefined)
}
