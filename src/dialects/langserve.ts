import type { Frame } from '../framing/frame.ts'
import {
  defineDialect,
  type DetectionClaim,
  type DetectionProbe,
  type DialectContext,
} from './dialect.ts'
import { isFault, readErrorRecord } from './payload/errorRecord.ts'
import {
  arrayField,
  idField,
  inWords,
  isRecord,
  type JsonRecord,
  recordField,
  stringField,
} from './payload/jsonFields.ts'
import { createConversation } from './langchainObjects/conversation.ts'
import { createStreamEvents, STREAM_EVENT } from './langchainObjects/streamEvents.ts'
import { createChunkReader } from './langserve/chunk.ts'
import { isInvocation } from './langserve/invocation.ts'
import { createRecordReader, type EventOutput, type RecordHandler } from './payload/recordReader.ts'

/**
 * LangServe: `/stream` with the chunks of a chain, `/stream_events`, and what of `/stream_log` is the chain's output. The
 * same events without LangServe around them, one JSON object each, are read as well.
 *
 * The end is an event without data.
 */
export const langserveDialect = defineDialect({
  name: 'langserve',
  create: (context) =>
    createRecordReader(context, (output) => createLangserveHandler(context, output)),
  detect: detectLangserve,
  acceptsDocument: (document) => isInvocation(document) || isStreamEvent(document),
})

const ORIGIN = { source: 'chunks' } as const
const STREAMED_OUTPUT = '/streamed_output/-'
/** What a run within the chain gave: of a retriever, its documents. */
const LOGGED_OUTPUT = /^\/logs\/[^/]+\/final_output$/

function createLangserveHandler(context: DialectContext, output: EventOutput): RecordHandler {
  const conversation = createConversation(context, output)
  const streamEvents = createStreamEvents(conversation, output)
  const readFields = createChunkReader(conversation, output)
  let hasFailed = false

  function say(delta: string): void {
    if (delta !== '') output.write({ type: 'text', channel: 'answer', delta })
  }

  function readChunk(chunk: unknown): void {
    if (typeof chunk === 'string') say(chunk)
    else if (!isRecord(chunk)) output.writeUnknown(chunk)
    else if (!conversation.addChunk(chunk, ORIGIN)) readFields(chunk)
  }

  /** The log repeats everything at several places; the chain's own output is at one. */
  function readPatch(operations: readonly unknown[]): void {
    for (const operation of operations) {
      if (!isRecord(operation)) continue
      const value = operation['value']
      if (operation['path'] === STREAMED_OUTPUT) readChunk(value)
      if (LOGGED_OUTPUT.test(stringField(operation, 'path') ?? '')) conversation.retrieve(value)
      const runId = operation['path'] === '' && isRecord(value) ? idField(value, 'id') : undefined
      if (runId !== undefined) output.write({ type: 'meta', runId })
    }
  }

  function readRunId(record: JsonRecord): boolean {
    const runId = idField(record, 'run_id')
    if (runId !== undefined) output.write({ type: 'meta', runId })
    return runId !== undefined
  }

  function readError(record: JsonRecord): void {
    hasFailed = true
    output.write(readErrorRecord(record))
  }

  function end(isClean: boolean, rawReason?: string): void {
    conversation.tools.settle()
    if (hasFailed) output.finish('error', isClean, rawReason)
    else if (isClean) output.finish(conversation.cutShort ?? 'stop', true, rawReason)
    else output.finish('eof', false)
  }

  function read(record: JsonRecord, { event }: Frame): void {
    if (event === 'metadata') {
      if (!readRunId(record)) output.writeUnknown(record)
    } else if (event === 'error' || (event === '' && isFault(record, event))) {
      // Without a name it is no chunk of LangServe's: whoever sends the events by hand says so that they failed.
      readError(record)
    } else if (event === 'end') {
      end(true, 'end')
    } else if (event === '' && isInvocation(record)) {
      readRunId(recordField(record, 'metadata') ?? {})
      readChunk(record['output'])
    } else if (!streamEvents.read(record)) {
      const operations = arrayField(record, 'ops')
      if (operations === undefined) readChunk(record)
      else readPatch(operations)
    }
  }

  return {
    read,
    readRest: read,
    readOther(payload, { event }) {
      if (event === 'error') readError({ message: inWords(payload) })
      else if (event === 'end') end(true, 'end')
      else readChunk(payload)
    },
    readBare({ event }) {
      if (event === 'end') end(true, 'end')
    },
    readEndMark: () => end(true, '[DONE]'),
    end: () => end(streamEvents.isOver),
    isOpen: () => !hasFailed && !streamEvents.isOver,
  }
}

const DATA_NAMES: ReadonlySet<string> = new Set(['', 'data', 'message'])

function isStreamEvent(json: unknown): boolean {
  return isRecord(json) && STREAM_EVENT.test(stringField(json, 'event') ?? '')
}

function detectLangserve({ frame, json }: DetectionProbe): DetectionClaim | undefined {
  const { event } = frame
  const record = isRecord(json) ? json : {}
  const name = stringField(record, 'event') ?? ''
  if (DATA_NAMES.has(event) && STREAM_EVENT.test(name))
    return { rule: `event in the data is "${name}"` }
  if (event === 'data' && json !== undefined) return { rule: 'event is "data"' }
  const isMetadata = event === 'metadata' && idField(record, 'run_id') !== undefined
  return isMetadata || event === 'end'
    ? { rule: `event is "${event}"`, provisional: true }
    : undefined
}
