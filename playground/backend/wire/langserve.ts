import { text, type Piece } from '../piece.ts'
import { LONG_WAIT, takePlatformTurn } from '../platformTurn.ts'
import { namedEvent, withCrlf } from './sseEvent.ts'
import type { Wire } from './wire.ts'

const RUN_ID = '3b0c6c1e-5f47-4b7c-9a6d-1f6a4a0d9e52'
const MESSAGE_ID = 'run-3b0c6c1e-answer'

/**
 * LangServe's `/stream` of a chain that answers from documents: each chunk brings one field of it. `sse-starlette` writes
 * the events, with CRLF and a comment while nothing comes; the last one has a name and no data.
 */
export const langserveWire: Wire = {
  *write(question) {
    const { thoughts, tokens, passages, usage, failure } = takePlatformTurn(question)
    yield event('metadata', { run_id: RUN_ID })
    yield event('data', { input: question.text })
    yield withCrlf(text(': ping - 2026-01-07 10:44:41.325914+00:00\n\n', LONG_WAIT))
    const context = passages.map(({ id, title, file: source, url, score, text: page_content }) => ({
      id,
      metadata: { source, title, url, score },
      page_content,
      type: 'Document',
    }))
    yield event('data', { context })
    for (const reasoning_content of thoughts) {
      yield say({ additional_kwargs: { reasoning_content } })
    }
    for (const content of tokens) yield say({ content })
    if (failure !== undefined) {
      // What went wrong stays in the server's log.
      yield event('error', { status_code: 500, message: 'Internal Server Error' })
      return
    }
    const usage_metadata = {
      input_tokens: usage.input,
      output_tokens: usage.output,
      total_tokens: usage.total,
    }
    yield say({ response_metadata: { finish_reason: 'stop' }, usage_metadata })
    yield withCrlf(text('event: end\n\n'))
  },
  malformed: 'event: data\r\ndata: {"answer": {"content": "cav\r\n\r\n',
  failure: (_status, message) => ({ detail: message }),
}

function event(name: string, value: object, wait?: number): Piece {
  return withCrlf(namedEvent(name, value, wait))
}

/** A piece of the model's message, dumped with all its fields. */
function say(fields: object): Piece {
  const message = {
    content: '',
    additional_kwargs: {},
    response_metadata: {},
    type: 'AIMessageChunk',
    name: null,
    id: MESSAGE_ID,
    tool_calls: [],
    invalid_tool_calls: [],
    usage_metadata: null,
    tool_call_chunks: [],
  }
  return event('data', { answer: { ...message, ...fields } })
}
