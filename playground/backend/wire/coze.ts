import { text, type Piece } from '../piece.ts'
import { LONG_WAIT, takePlatformTurn, type PlatformTurn } from '../platformTurn.ts'
import type { Wire } from './wire.ts'

const CHAT = {
  id: '7592034418923450411',
  conversation_id: '7592034418923434027',
  bot_id: '7548711022934556713',
  created_at: 1767782681,
}
const ANSWER_ID = '7592034427354021903'
const NO_ERROR = { code: 0, msg: '' }

/** A chat of Coze, version 3: no blank behind the colon, JSON within JSON for tools and notes, the answer once more whole. */
export const cozeWire: Wire = {
  *write(question) {
    const turn = takePlatformTurn(question)
    yield chat('created', { last_error: NO_ERROR })
    yield chat('in_progress', { last_error: NO_ERROR })
    yield* search(turn)
    for (const reasoning_content of turn.thoughts) yield delta({ reasoning_content })
    for (const content of turn.tokens) yield delta({ content })
    if (turn.failure !== undefined) {
      yield chat('failed', { last_error: { code: 5000, msg: turn.failure } })
      yield done
      return
    }
    yield completed('answer', turn.answer, { id: ANSWER_ID, reasoning_content: turn.reasoning })
    yield completed('verbose', note('generate_answer_finish', { finish_reason: 0, FinData: '' }))
    const { input: input_count, output: output_count, total: token_count } = turn.usage
    yield chat('completed', {
      last_error: NO_ERROR,
      completed_at: CHAT.created_at + 5,
      usage: { token_count, output_count, input_count },
    })
    yield done
  },
  malformed: 'event:conversation.message.delta\ndata:{"id":"7592034427354021903","conv\n\n',
  failure: (_status, msg) => ({ code: 5000, msg }),
}

const done = text('event:done\ndata:"[DONE]"\n\n')

/** A plugin of the bot looks things up, and the knowledge it recalled comes as a note. */
function* search({ tool, passages }: PlatformTurn): Generator<Piece> {
  const plugin = { plugin_id: 7281, plugin_name: 'handbook', api_id: 9, api_name: tool.name }
  const call = JSON.stringify({ name: tool.name, arguments: tool.input, ...plugin })
  yield completed('function_call', call, {}, LONG_WAIT)
  yield completed('tool_response', tool.output, {}, LONG_WAIT)
  const chunks = passages.map(({ id, text: slice, score, title, file, url }) => ({
    slice,
    score,
    slice_id: id,
    meta: { dataset: { name: file }, document: { name: title }, link: { title, url } },
  }))
  yield completed('verbose', note('knowledge_recall', { chunks }))
}

function note(msg_type: string, data: object): string {
  return JSON.stringify({ msg_type, data: JSON.stringify(data), from_module: null })
}

function chat(status: string, fields: object): Piece {
  return event(`conversation.chat.${status}`, { ...CHAT, status, ...fields })
}

function delta(fields: object): Piece {
  return message('delta', { id: ANSWER_ID, type: 'answer', content: '', ...fields })
}

function completed(type: string, content: string, fields: object = {}, wait?: number): Piece {
  return message('completed', { id: `${ANSWER_ID}-${type}`, type, content, ...fields }, wait)
}

function message(kind: string, fields: object, wait?: number): Piece {
  const { conversation_id, bot_id, id: chat_id } = CHAT
  const head = { conversation_id, bot_id, chat_id, role: 'assistant', content_type: 'text' }
  return event(`conversation.message.${kind}`, { ...head, ...fields }, wait)
}

function event(name: string, value: object, wait?: number): Piece {
  return text(`event:${name}\ndata:${JSON.stringify(value)}\n\n`, wait)
}
