import type { Piece } from '../piece.ts'
import { LONG_WAIT, takePlatformTurn, type PlatformTurn } from '../platformTurn.ts'
import { namedEvent } from './sseEvent.ts'
import type { Wire } from './wire.ts'

const MESSAGE = {
  id: 'msg_01XFDUDYJgAACzvnptvVoYEL',
  type: 'message',
  role: 'assistant',
  model: 'claude-sonnet-4-5',
  content: [],
  stop_reason: null,
  stop_sequence: null,
}
const SEARCH_ID = 'srvtoolu_014hJH82Qum7Td6UV8gDXThB'

/** Anthropic's messages: a block of thoughts, a search on the server, its results, and text that cites them. */
export const anthropicWire: Wire = {
  *write(question) {
    const turn = takePlatformTurn(question)
    const usage = { input_tokens: turn.usage.input, output_tokens: 1 }
    yield event('message_start', { message: { ...MESSAGE, usage } }, LONG_WAIT)
    yield event('ping', {})
    yield* writeThoughts(turn)
    yield* searchWeb(turn)
    yield* writeText(turn)
    if (turn.failure !== undefined) {
      yield event('error', { error: { type: 'overloaded_error', message: turn.failure } })
      return
    }
    yield event('message_delta', {
      delta: { stop_reason: 'end_turn', stop_sequence: null },
      usage: { output_tokens: turn.usage.output, server_tool_use: { web_search_requests: 1 } },
    })
    yield event('message_stop', {})
  },
  malformed: 'event: content_block_delta\ndata: {"type":"content_block_del\n\n',
  failure: (status, message) => {
    const type = status === 400 ? 'invalid_request_error' : 'api_error'
    return { type: 'error', error: { type, message } }
  },
  refuse: (question) => (question === '' ? 'messages.0: content must not be empty' : undefined),
}

function* writeThoughts({ thoughts }: PlatformTurn): Generator<Piece> {
  yield start(0, { type: 'thinking', thinking: '', signature: '' })
  for (const thinking of thoughts) yield delta(0, { type: 'thinking_delta', thinking })
  yield delta(0, { type: 'signature_delta', signature: 'EqQBCgIYAhIM1gbcDa9GJwZA2b3h' })
  yield stop(0)
}

function* searchWeb({ tool, passages }: PlatformTurn): Generator<Piece> {
  yield start(1, { type: 'server_tool_use', id: SEARCH_ID, name: 'web_search', input: {} })
  yield delta(1, { type: 'input_json_delta', partial_json: '' })
  for (const json of tool.inputPieces) {
    yield delta(1, { type: 'input_json_delta', partial_json: json })
  }
  yield stop(1)
  const content = passages.map(({ url, title }) => ({
    type: 'web_search_result',
    url,
    title,
    page_age: null,
    encrypted_content: 'EqgfCioIARgBIiQ3YTAwMjY1Mi1mZjM5LTQ1',
  }))
  const block = { type: 'web_search_tool_result', tool_use_id: SEARCH_ID, content }
  yield start(2, block, LONG_WAIT)
  yield stop(2)
}

function* writeText({ tokens, passages, failure }: PlatformTurn): Generator<Piece> {
  yield start(3, { type: 'text', text: '', citations: [] })
  for (const text of tokens) yield delta(3, { type: 'text_delta', text })
  if (failure !== undefined) return
  for (const { url, title, text } of passages) {
    const citation = {
      type: 'web_search_result_location',
      url,
      title,
      cited_text: text,
      encrypted_index: 'Eo8BCioIAhgBIiQyYjQ0OWJmZi1lNm',
    }
    yield delta(3, { type: 'citations_delta', citation })
  }
  yield stop(3)
}

function start(index: number, block: unknown, wait?: number): Piece {
  return event('content_block_start', { index, content_block: block }, wait)
}

function delta(index: number, change: unknown): Piece {
  return event('content_block_delta', { index, delta: change })
}

function stop(index: number): Piece {
  return event('content_block_stop', { index })
}

function event(type: string, fields: object, wait?: number): Piece {
  return namedEvent(type, { type, ...fields }, wait)
}
