import { createPlainTextDecoder } from '../framing/plainText.ts'
import { type Frame, isUnnamed } from '../framing/frame.ts'
import {
  defineDialect,
  type DetectionClaim,
  type DetectionProbe,
  type DialectContext,
  type DialectReader,
} from './dialect.ts'
import { cutJsonOf } from './payload/cutJson.ts'
import { readNotice } from './bookkeeping/notice.ts'
import { createEventBatch } from './eventBatch.ts'
import { readErrorData } from './payload/errorRecord.ts'
import type { EventOf, StreamEvent } from './events.ts'
import { parseJson } from './payload/json.ts'
import { isRecord } from './payload/jsonFields.ts'
import { readToolRun } from './langchain/toolRun.ts'
import { malformedFrame } from './payload/malformedFrame.ts'
import { createResultReader, readResults } from './results/resultItem.ts'
import { createSourceFinder } from './results/sourceFinder.ts'
import { createToolPairing } from './tools/toolPairing.ts'

const TERMINAL = '[DONE]'
const NOTHING: readonly StreamEvent[] = []

/**
 * FastAPI over LangChain: the default event carries a piece of the answer as plain text, named events carry JSON.
 *
 * The text is never parsed: a model may well say `42`, `{` or `null`. There is no terminal, so a clean end of the body is
 * the end of the answer. This is also how a body without any framing is read.
 */
export const langchainDialect = defineDialect({
  name: 'langchain',
  detect,
  createDecoder: createPlainTextDecoder,
  readsBareText: true,
  readsAnyText: true,
  create: createLangchainReader,
})

function createLangchainReader(context: DialectContext): DialectReader {
  const readResult = createResultReader({ baseUrl: context.baseUrl, fields: context.resultFields })
  const pairing = createToolPairing()
  // The pieces of an unframed body are cut anywhere, so that one of them looks like a terminal means nothing.
  const hasTerminal = context.framing !== 'text'
  let heldTerminal: string | undefined
  let hasFailed = false
  let isTruncated = false

  function readEvent(frame: Frame): readonly StreamEvent[] {
    const { event, data } = frame
    if (isUnnamed(frame)) return readText(data ?? '')
    // Its name says enough: `str(e)`, which is its data, is empty for many an exception.
    if (event === 'error') {
      hasFailed = true
      return [readErrorData(data, context.json)]
    }
    if (data === undefined || data.trim() === '') return NOTHING
    const readPayload = payloadReaders[event]
    const parsed = parseJson(data, context.json)
    if (readPayload === undefined) return readOwn(event, parsed.ok ? parsed.value : data)
    return parsed.ok ? readPayload(parsed.value) : malformedFrame(frame, parsed.problem)
  }

  /** An event of the backend's own; what is named as sources or news of the work are is that. */
  function readOwn(name: string, data: unknown): readonly StreamEvent[] {
    const batch = createEventBatch()
    batch.add({ type: 'data', name, data })
    const notice = readNotice(name, data)
    if (notice !== undefined) batch.add(notice)
    createSourceFinder(context, { write: (event) => batch.add(event) }).readNamed(name, data)
    return batch.take()
  }

  function readText(text: string): readonly StreamEvent[] {
    if (hasTerminal && isTerminal(text)) {
      heldTerminal = text
      return NOTHING
    }
    return text === '' ? NOTHING : [textEvent(text)]
  }

  /** A `[DONE]` that something follows was not the end: the model said so. */
  function releaseTerminal(): readonly StreamEvent[] {
    if (heldTerminal === undefined) return NOTHING
    const text = heldTerminal
    heldTerminal = undefined
    return [textEvent(text)]
  }

  const payloadReaders: Readonly<Record<string, (payload: unknown) => readonly StreamEvent[]>> = {
    retrieval_done: (payload) => {
      const items = readResults(documentsIn(payload), readResult)
      return [{ type: 'results', kind: 'retrieved', items }]
    },
    tool_start: (payload) => {
      const { id, name, input } = readToolRun(payload)
      return [{ type: 'tool-start', toolCallId: pairing.open(input, id), name, input }]
    },
    tool_end: (payload) => {
      const { id, name, input, output, error } = readToolRun(payload)
      const known = pairing.close(input, id)
      const toolCallId = known ?? pairing.open(input, id)
      const end: StreamEvent = {
        type: 'tool-end',
        toolCallId,
        phase: 'output',
        name,
        output,
        error,
      }
      if (known !== undefined) return [end]
      pairing.close(input, toolCallId)
      return [{ type: 'tool-start', toolCallId, name, input }, end]
    },
  }

  return {
    read(frame) {
      if (frame.truncated) isTruncated = true
      if (heldTerminal === undefined) return readEvent(frame)
      // Line ends behind the terminal come as text of their own and do not make it a token.
      if (isUnnamed(frame) && !frame.data?.trim()) {
        heldTerminal += frame.data ?? ''
        return NOTHING
      }
      return [...releaseTerminal(), ...readEvent(frame)]
    },
    end() {
      if (hasFailed) return [{ type: 'done', reason: 'error', clean: false }]
      if (heldTerminal !== undefined) {
        return [{ type: 'done', reason: 'stop', rawReason: TERMINAL, clean: true }]
      }
      return [{ type: 'done', reason: 'eof', clean: !isTruncated }]
    },
  }
}

function textEvent(delta: string): EventOf<'text'> {
  return { type: 'text', channel: 'answer', delta }
}

function isTerminal(text: string): boolean {
  return text.includes(TERMINAL) && text.trim() === TERMINAL
}

function documentsIn(payload: unknown): unknown {
  return isRecord(payload) ? (payload['docs'] ?? payload['documents']) : payload
}

const EVENT_NAMES: ReadonlySet<string> = new Set(['retrieval_done', 'tool_start', 'tool_end'])

function detect({ frame, json }: DetectionProbe): DetectionClaim | undefined {
  const { event, data = '' } = frame
  if (EVENT_NAMES.has(event)) return { rule: `event is "${event}"` }
  if (data.trim() === '' || !(isUnnamed(frame) || event === 'error')) return undefined
  if (json === undefined) {
    // Half a JSON is more likely a protocol's than a model's: what follows will tell.
    const isOpen = isTerminal(data) || cutJsonOf(data) !== undefined
    return isOpen ? undefined : { rule: 'data is not JSON' }
  }
  const isScalar = typeof json !== 'object' && typeof json !== 'string'
  return isScalar || json === null ? { rule: 'data is a bare number or word' } : undefined
}
