import type { Piece } from '../piece.ts'
import { LONG_WAIT, takePlatformTurn } from '../platformTurn.ts'
import { namedEvent } from './sseEvent.ts'
import type { Wire } from './wire.ts'

const RUN_ID = '1f0a5c2e-7d0b-6b3a-9c51-3e2f8f0c6d71'
const THREAD_ID = '6d1c2f7a-30b9-4e9c-8a3f-97b0d3c4e5f6'
const PLAN = 'run-5f0e-plan'
const TOOL_MESSAGE = 'c0de-tool'
const ANSWER = 'run-9a2b-answer'

/** The LangGraph platform in the modes `messages-tuple` and `updates`; the body just ends when the run is over. */
export const langgraphWire: Wire = {
  headers: { 'content-location': `/threads/${THREAD_ID}/runs/${RUN_ID}` },
  *write(question) {
    const turn = takePlatformTurn(question)
    const { id, name, input, output } = turn.tool
    yield namedEvent('metadata', { run_id: RUN_ID, attempt: 1 })
    for (const [place, thought] of turn.thoughts.entries()) {
      const content = [{ type: 'thinking', thinking: thought, index: 0 }]
      yield say('agent', { ...createChunk(PLAN), content }, place === 0 ? LONG_WAIT : 1)
    }
    for (const [place, args] of turn.tool.inputPieces.entries()) {
      const head = place === 0 ? { id, name } : { id: null, name: null }
      const part = { ...head, args, index: 1, type: 'tool_call_chunk' }
      yield say('agent', { ...createChunk(PLAN), content: '', tool_call_chunks: [part] })
    }
    const call = { id, name, args: input, type: 'tool_call' }
    const plan = { type: 'ai', id: PLAN, content: '', tool_calls: [call] }
    yield namedEvent('updates', { agent: { messages: [plan] } })
    const result = { type: 'tool', id: TOOL_MESSAGE, name, tool_call_id: id, content: output }
    yield say('tools', { ...result, status: 'success' }, LONG_WAIT)
    yield namedEvent('updates', { tools: { messages: [result] } })
    for (const content of turn.tokens) yield say('agent', { ...createChunk(ANSWER), content })
    if (turn.failure !== undefined) {
      yield namedEvent('error', { error: 'OverloadedError', message: turn.failure })
      return
    }
    const usage_metadata = {
      input_tokens: turn.usage.input,
      output_tokens: turn.usage.output,
      total_tokens: turn.usage.total,
    }
    yield say('agent', { ...createChunk(ANSWER), content: '', usage_metadata })
    const message = { type: 'ai', id: ANSWER, content: turn.answer, tool_calls: [] }
    yield namedEvent('updates', { agent: { messages: [message] } })
  },
  malformed: 'event: messages\ndata: [{"type":"AIMessageChunk","cont\n\n',
  failure: (_status, message) => ({ detail: message }),
}

function createChunk(id: string): Readonly<Record<string, unknown>> {
  return { type: 'AIMessageChunk', id, tool_calls: [], tool_call_chunks: [] }
}

/** A message beside the node that says it. */
function say(node: string, message: object, wait?: number): Piece {
  const metadata = { run_id: RUN_ID, thread_id: THREAD_ID, langgraph_node: node }
  return namedEvent('messages', [message, metadata], wait)
}
