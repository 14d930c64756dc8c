import { defineDialect, type DialectContext, type DialectReader } from './dialect.ts'
import type { DoneReason, StreamEvent } from './events.ts'
import { createPayloadParser } from './payload/payloadParser.ts'
import {
  idField,
  isRecord,
  type JsonRecord,
  numberField,
  stringField,
} from './payload/jsonFields.ts'
import { isFault, readErrorData } from './payload/errorRecord.ts'
import { malformedFrame } from './payload/malformedFrame.ts'
import { skimJson } from './payload/skimJson.ts'
import { createRagAnswer } from './rag/answer.ts'
import {
  detectRag,
  faultText,
  flattenMessage,
  isRagDocument,
  ragType,
  resultList,
} from './rag/message.ts'
import { createResultReader, readResults } from './results/resultItem.ts'

/** Reads a message of one type; gives `undefined` when it lacks what its type promises. */
type MessageReader = (message: JsonRecord) => readonly StreamEvent[] | undefined

/**
 * A search with an answer on top, as a Flask route streams it: `info`, `results`, `token`, `answer`, `error`, `final`,
 * one JSON object each. `final` ends the stream.
 *
 * An `error` is not the end: `final` may still say that the search, without an answer, succeeded.
 */
export const ragDialect = defineDialect({
  name: 'rag',
  create: createRagReader,
  detect: detectRag,
  acceptsDocument: isRagDocument,
})

function createRagReader(context: DialectContext): DialectReader {
  const readItem = createResultReader({ baseUrl: context.baseUrl, fields: context.resultFields })
  const parse = createPayloadParser(context.json)
  const answer = createRagAnswer()
  /** What was told, and whether as something that the search may survive. */
  const toldFaults = new Map<string, boolean>()
  let hasSearched = false
  let isOver = false

  /** `final` repeats what an `error` has told, and it alone says whether the search failed with it. */
  const tellFault = (message: string, recoverable: boolean): readonly StreamEvent[] => {
    const told = toldFaults.get(message)
    if (told === false || told === recoverable) return []
    toldFaults.set(message, recoverable)
    return [{ type: 'error', message, recoverable, scope: 'stream' }]
  }

  const finish = (reason: DoneReason, clean: boolean): readonly StreamEvent[] => {
    isOver = true
    return [...answer.release(), { type: 'done', reason, clean }]
  }

  const readInfo: MessageReader = (message) => {
    const text = stringField(message, 'message')
    const phase = hasSearched ? 'generate' : 'search'
    return text === undefined ? undefined : [{ type: 'status', message: text, phase }]
  }

  const readSearch: MessageReader = (message) => {
    const rows = resultList(message)
    if (rows === undefined) return undefined
    hasSearched = true
    return [
      {
        type: 'results',
        kind: 'retrieved',
        items: readResults(rows, readItem),
        query: stringField(message, 'query'),
        count: numberField(message, 'count'),
        mode: stringField(message, 'search_mode'),
      },
    ]
  }

  const readToken: MessageReader = (message) => {
    const token = stringField(message, 'token')
    return token === undefined ? undefined : answer.readToken(token)
  }

  const readText = (message: JsonRecord): readonly StreamEvent[] => {
    const text = stringField(message, 'answer')
    return text ? answer.readWhole(text) : answer.release()
  }

  const readReferences = (message: JsonRecord): readonly StreamEvent[] => {
    const items = readResults(message['references'], readItem)
    return items.length === 0 ? [] : [{ type: 'results', kind: 'cited', items }]
  }

  const readOutcome = (message: JsonRecord): readonly StreamEvent[] => {
    if (message['success'] === false) {
      const text = faultText(message, ['error', 'rag_error', 'message'])
      return [...tellFault(text, false), ...finish('error', true)]
    }
    // A `rag_error` beside `success: true` means that the answer failed and the search did not.
    const faults = message['rag_error'] ? tellFault(faultText(message, ['rag_error']), true) : []
    return [...faults, ...finish('stop', true)]
  }

  const readFinal: MessageReader = (message) => {
    const sessionId = idField(message, 'session_id')
    // No hits are news once.
    const bringsResults = !hasSearched || resultList(message)?.length
    return [
      ...(sessionId === undefined ? [] : [{ type: 'meta', sessionId } as const]),
      ...readText(message),
      ...((bringsResults ? readSearch(message) : undefined) ?? []),
      ...readReferences(message),
      ...readOutcome(message),
    ]
  }

  const readers: ReadonlyMap<string, MessageReader> = new Map<string, MessageReader>([
    ['info', readInfo],
    ['results', readSearch],
    ['token', readToken],
    ['answer', (message) => [...readText(message), ...readReferences(message)]],
    ['error', (message) => tellFault(faultText(message, ['message', 'error']), true)],
    ['final', readFinal],
  ])

  /** The end may bring more results than a payload may hold; it is the end all the same. */
  const readRest = (data: string): readonly StreamEvent[] => {
    const rest = flattenMessage(skimJson(data) ?? {})
    return (ragType(rest) === 'final' ? readFinal(rest) : undefined) ?? []
  }

  return {
    read(frame) {
      const { event, data = '' } = frame
      const isError = event === 'error'
      if (isOver || (data === '' && !isError)) return []
      // Not in the documents of this backend, but a habit of those who write one like it.
      if (data === '[DONE]') return finish(toldFaults.size > 0 ? 'error' : 'stop', true)
      const parsed = parse(data)
      if (!parsed.ok && !isError)
        return [...malformedFrame(frame, parsed.problem), ...readRest(data)]
      const payload = parsed.ok ? parsed.value : undefined
      const piece = isRecord(payload) ? bareToken(payload) : undefined
      if (piece !== undefined) return answer.readToken(piece)
      const message = isRecord(payload) ? flattenMessage(payload) : {}
      const events = readers.get(ragType(message))?.(message)
      if (events !== undefined) return events
      if (isFault(payload, event)) return tellFault(readErrorData(data, context.json).message, true)
      return [{ type: 'data', name: 'unknown', data: payload }]
    },
    end: () => (isOver ? [] : finish(toldFaults.size > 0 ? 'error' : 'eof', false)),
    suspend: () => (isOver || toldFaults.size > 0 ? undefined : answer.peek()),
  }
}

/** Almost every message is a token and nothing else. Written out: a field taken by a name that varies costs V8 far more. */
function bareToken({ type, token, data }: JsonRecord): string | undefined {
  return type === 'token' && data === undefined && typeof token === 'string' ? token : undefined
}
