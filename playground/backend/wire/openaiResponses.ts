import { LONG_WAIT, takePlatformTurn, type PlatformTurn } from '../platformTurn.ts'
import { namedEvent } from './sseEvent.ts'
import type { Question, Wire } from './wire.ts'

const RESPONSE = {
  id: 'resp_68f0c2a4',
  object: 'response',
  created_at: 1767782681,
  model: 'gpt-5',
  error: null,
  incomplete_details: null,
}

interface Saying {
  readonly type: string
  readonly wait?: number
  readonly [field: string]: unknown
}

/** OpenAI's responses: numbered events about the items of an output, here thoughts, a file search and a message. */
export const openaiResponsesWire: Wire = {
  *write(question) {
    let number = 0
    for (const { wait, type, ...fields } of say(question)) {
      yield namedEvent(type, { type, sequence_number: number, ...fields }, wait)
      number += 1
    }
  },
  malformed: 'event: response.output_text.delta\ndata: {"type":"response.output_te\n\n',
  failure: (_status, message) => ({ error: { message, type: 'server_error', code: null } }),
}

function* say(question: Question): Generator<Saying> {
  const turn = takePlatformTurn(question)
  const response = { ...RESPONSE, status: 'in_progress', output: [], usage: null }
  yield { type: 'response.created', response, wait: 2 }
  yield { type: 'response.in_progress', response }
  const thought = yield* think(turn)
  const search = yield* searchFiles(turn)
  if (turn.failure !== undefined) {
    yield* writeText(turn)
    const error = { code: 'server_error', message: turn.failure }
    yield { type: 'error', ...error, param: null }
    yield { type: 'response.failed', response: { ...response, status: 'failed', error } }
    return
  }
  const message = yield* writeMessage(turn)
  const usage = {
    input_tokens: turn.usage.input,
    output_tokens: turn.usage.output,
    output_tokens_details: { reasoning_tokens: turn.usage.reasoning },
    total_tokens: turn.usage.total,
  }
  const output = [thought, search, message]
  yield {
    type: 'response.completed',
    response: { ...RESPONSE, status: 'completed', output, usage },
  }
}

function* think({ thoughts, reasoning }: PlatformTurn): Generator<Saying, unknown> {
  const place = { item_id: 'rs_1', output_index: 0, summary_index: 0 }
  const item = { id: 'rs_1', type: 'reasoning' }
  const part = { type: 'summary_text', text: reasoning }
  yield { type: 'response.output_item.added', output_index: 0, item: { ...item, summary: [] } }
  yield {
    type: 'response.reasoning_summary_part.added',
    ...place,
    part: { ...part, text: '' },
    wait: LONG_WAIT,
  }
  for (const delta of thoughts) {
    yield { type: 'response.reasoning_summary_text.delta', ...place, delta }
  }
  yield { type: 'response.reasoning_summary_text.done', ...place, text: reasoning }
  yield { type: 'response.reasoning_summary_part.done', ...place, part }
  const done = { ...item, summary: [part] }
  yield { type: 'response.output_item.done', output_index: 0, item: done }
  return done
}

function* searchFiles({ tool, passages }: PlatformTurn): Generator<Saying, unknown> {
  const place = { item_id: 'fs_1', output_index: 1 }
  const item = { id: 'fs_1', type: 'file_search_call' }
  const begun = { ...item, status: 'in_progress', queries: [], results: null }
  yield { type: 'response.output_item.added', output_index: 1, item: begun }
  yield { type: 'response.file_search_call.in_progress', ...place }
  yield { type: 'response.file_search_call.searching', ...place }
  yield { type: 'response.file_search_call.completed', ...place, wait: LONG_WAIT }
  const results = passages.map(({ id, file, text, score }) => ({
    file_id: id,
    filename: file,
    score,
    text,
    attributes: {},
  }))
  const done = { ...item, status: 'completed', queries: [tool.input.query], results }
  yield { type: 'response.output_item.done', output_index: 1, item: done }
  return done
}

const MESSAGE = { item_id: 'msg_1', output_index: 2 }
const TEXT = { ...MESSAGE, content_index: 0 }

function* writeText({ tokens }: PlatformTurn): Generator<Saying> {
  const item = { id: 'msg_1', type: 'message', status: 'in_progress', role: 'assistant' }
  const part = { type: 'output_text', text: '', annotations: [] }
  yield { type: 'response.output_item.added', output_index: 2, item: { ...item, content: [] } }
  yield { type: 'response.content_part.added', ...TEXT, part }
  for (const delta of tokens) {
    yield { type: 'response.output_text.delta', ...TEXT, delta, logprobs: [] }
  }
}

function* writeMessage(turn: PlatformTurn): Generator<Saying, unknown> {
  yield* writeText(turn)
  const annotations = turn.passages.map(({ id, file }) => ({
    type: 'file_citation',
    file_id: id,
    filename: file,
    index: turn.answer.length,
  }))
  for (const [index, annotation] of annotations.entries()) {
    const type = 'response.output_text.annotation.added'
    yield { type, ...TEXT, annotation_index: index, annotation }
  }
  const part = { type: 'output_text', text: turn.answer, annotations, logprobs: [] }
  yield { type: 'response.output_text.done', ...TEXT, text: turn.answer, logprobs: [] }
  yield { type: 'response.content_part.done', ...TEXT, part }
  const item = { id: 'msg_1', type: 'message', status: 'completed', role: 'assistant' }
  const done = { ...item, content: [part] }
  yield { type: 'response.output_item.done', output_index: 2, item: done }
  return done
}
