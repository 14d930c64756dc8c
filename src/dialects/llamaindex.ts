import type { Frame } from '../framing/frame.ts'
import {
  defineDialect,
  type DetectionClaim,
  type DetectionProbe,
  type DialectContext,
  type DialectReader,
} from './dialect.ts'
import { readErrorData } from './payload/errorRecord.ts'
import { createEventBatch } from './eventBatch.ts'
import type { StreamEvent } from './events.ts'
import type { JsonProblem } from './payload/json.ts'
import { createPayloadParser } from './payload/payloadParser.ts'
import { idField, isRecord, type JsonRecord, stringField } from './payload/jsonFields.ts'
import { langchainDialect } from './langchain.ts'
import { createDeltaDecoder, formOf, type FrameForm } from './llamaindex/deltaDecoder.ts'
import { isHandlerRecord, readHandlerError, readHandlerResult } from './llamaindex/handlerRecord.ts'
import { isEnvelope, isEventClass, readWorkflowEvent } from './llamaindex/workflowEvent.ts'
import { createWorkflowRun } from './llamaindex/workflowRun.ts'
import { malformedFrame } from './payload/malformedFrame.ts'
import { skimJson } from './payload/skimJson.ts'
import { createReactSplitter } from './text/reactText.ts'
import { createResultReader } from './results/resultItem.ts'
import { createSourceFinder } from './results/sourceFinder.ts'

const NOTHING: readonly StreamEvent[] = []

/**
 * LlamaIndex agents and workflows, in the three forms that are on the wire: bare `event.model_dump_json()`, the envelopes
 * of the workflows server, and the bare text of `event.delta`.
 *
 * The text of a ReAct agent is split into reasoning and answer.
 */
export const llamaindexDialect = defineDialect({
  name: 'llamaindex',
  readsBareText: true,
  detect,
  acceptsDocument: (document) => isHandlerRecord(document) || detectEvent(document) !== undefined,
  createDecoder: createDeltaDecoder,
  create(context) {
    const waiting: Frame[] = []
    let reader: DialectReader | undefined

    function open(form: FrameForm): readonly StreamEvent[] {
      const opened = form === 'events' ? createEventReader(context) : createDeltaReader(context)
      reader = opened
      return waiting.splice(0).flatMap((frame) => opened.read(frame))
    }

    return {
      read(frame) {
        if (reader !== undefined) return reader.read(frame)
        const isBlank = !frame.data?.trim() && frame.event !== 'error'
        if (isBlank && waiting.length === 0) return NOTHING
        waiting.push(frame)
        const form = context.framing === 'text' ? 'deltas' : formOf(frame)
        return form === undefined ? NOTHING : open(form)
      },
      end() {
        const events = waiting.length === 0 ? NOTHING : open('deltas')
        return [...events, ...(reader?.end() ?? [{ type: 'done', reason: 'eof', clean: false }])]
      },
      suspend: () => (waiting.length > 0 ? undefined : reader?.suspend?.()),
    }
  },
})

/** Reads events as JSON, one per frame. */
function createEventReader(context: DialectContext): DialectReader {
  const readResult = createResultReader({ baseUrl: context.baseUrl, fields: context.resultFields })
  const parse = createPayloadParser(context.json)
  const events = createEventBatch()
  let isDone = false
  let hasFailed = false
  let hasTerminal = false
  const write = (event: StreamEvent): void => {
    if (event.type === 'done') isDone = true
    events.add(event)
  }
  const sources = createSourceFinder(context, { write })
  const run = createWorkflowRun({ write, readResult, sources })

  function fail(data: string | undefined): readonly StreamEvent[] {
    hasFailed = true
    return [readErrorData(data, context.json)]
  }

  function readHandler(handler: JsonRecord): readonly StreamEvent[] {
    const runId = idField(handler, 'run_id') ?? idField(handler, 'handler_id')
    if (runId !== undefined) events.add({ type: 'meta', runId })
    const result = readHandlerResult(handler)
    if (result !== undefined) run.take(result)
    const error = readHandlerError(handler)
    return [...events.take(), ...(error === undefined || isDone ? [] : fail(error))]
  }

  /** What is left of an event that is too large: it may be the end, and the words in it are no less true for that. */
  function readTooLarge(frame: Frame, problem: JsonProblem): readonly StreamEvent[] {
    const rest = problem === 'syntax' ? undefined : skimJson(frame.data ?? '')
    const skipped = malformedFrame(frame, problem)
    if (rest === undefined) return skipped
    run.take(readWorkflowEvent(rest, frame.event === 'message' ? '' : frame.event))
    return [...skipped, ...events.take()]
  }

  return {
    read(frame) {
      const { event, data = '' } = frame
      if (event === 'error') return fail(data)
      // Backends that wrap LlamaIndex by hand like to end as OpenAI does.
      if (data === '[DONE]') {
        hasTerminal = true
        return NOTHING
      }
      const parsed = parse(data)
      if (!parsed.ok) return data.trim() === '' ? NOTHING : readTooLarge(frame, parsed.problem)
      const payload = parsed.value
      if (!isRecord(payload)) return [{ type: 'data', name: 'unknown', data: payload }]
      if (isBareError(payload)) return fail(data)
      if (isHandlerRecord(payload)) return readHandler(payload)
      run.take(readWorkflowEvent(payload, event === 'message' ? '' : event))
      return events.take()
    },
    suspend() {
      const isOver = isDone || hasFailed || hasTerminal || run.isWaiting
      return isOver || run.isHolding() ? undefined : NOTHING
    },
    end() {
      if (isDone) return NOTHING
      run.close()
      const rest = events.take()
      if (hasFailed) return [...rest, { type: 'done', reason: 'error', clean: false }]
      if (hasTerminal) return [...rest, { type: 'done', reason: 'stop', clean: true }]
      if (run.isWaiting) return [...rest, { type: 'done', reason: 'interrupt', clean: true }]
      return [...rest, { type: 'done', reason: 'eof', clean: false }]
    },
  }
}

/** Reads bare deltas as the plain text they are, and splits the text of a ReAct agent. */
function createDeltaReader(context: DialectContext): DialectReader {
  const plain = langchainDialect.create(context)
  let pieces: StreamEvent[] = []
  const splitter = createReactSplitter((channel, delta) => {
    pieces.push({ type: 'text', channel, delta })
  })

  function split(events: readonly StreamEvent[]): readonly StreamEvent[] {
    pieces = []
    for (const event of events) {
      if (event.type === 'text') {
        splitter.push(event.delta)
        continue
      }
      if (event.type === 'done') splitter.end()
      pieces.push(event)
    }
    return pieces
  }

  return { read: (frame) => split(plain.read(frame)), end: () => split(plain.end()) }
}

function detect({ frame, json }: DetectionProbe): DetectionClaim | undefined {
  const isNamed = isRecord(json) && isEventClass(frame.event)
  return isNamed ? { rule: `event is "${frame.event}"` } : detectEvent(json)
}

function detectEvent(json: unknown): DetectionClaim | undefined {
  if (!isRecord(json)) return undefined
  if (isEnvelope(json)) return { rule: 'value with types or qualified_name' }
  if (hasAgent(json)) return { rule: 'names the current agent' }
  return isToolCall(json) ? { rule: 'tool_id with tool_kwargs' } : undefined
}

function hasAgent(json: JsonRecord): boolean {
  return ['current_agent_name', 'currentAgentName'].some(
    (name) => stringField(json, name) !== undefined,
  )
}

function isToolCall(json: JsonRecord): boolean {
  return ('tool_id' in json && 'tool_kwargs' in json) || ('toolId' in json && 'toolKwargs' in json)
}

/** An `{"error": …}` of the code around the workflow; no event of LlamaIndex has that field alone. */
function isBareError(payload: JsonRecord): boolean {
  return (
    Object.hasOwn(payload, 'error') && Object.keys(payload).every((name) => ERROR_FIELDS.has(name))
  )
}

const ERROR_FIELDS: ReadonlySet<string> = new Set([
  'error',
  'type',
  'code',
  'message',
  'detail',
  'status',
])
