import type { Piece } from '../piece.ts'
import { LONG_WAIT, takePlatformTurn } from '../platformTurn.ts'
import { dataEvent } from './sseEvent.ts'
import type { Wire } from './wire.ts'

const RUN = { threadId: 'thread_5c1e', runId: 'run_a07d' }
const THOUGHT = { messageId: 'msg_reasoning' }
const ANSWER = { messageId: 'msg_answer' }

/** AG-UI's events: a run of two steps, thoughts and a tool in the first, the answer in the second. */
export const agUiWire: Wire = {
  *write(question) {
    const turn = takePlatformTurn(question)
    const [search, write] = turn.steps
    const { id: toolCallId, name, output } = turn.tool
    yield event('RUN_STARTED', RUN)
    yield event('STEP_STARTED', { stepName: search })
    yield event('REASONING_START', THOUGHT, LONG_WAIT)
    yield event('REASONING_MESSAGE_START', { ...THOUGHT, role: 'reasoning' })
    for (const delta of turn.thoughts) {
      yield event('REASONING_MESSAGE_CONTENT', { ...THOUGHT, delta })
    }
    yield event('REASONING_MESSAGE_END', THOUGHT)
    yield event('REASONING_END', THOUGHT)
    yield event('TOOL_CALL_START', { toolCallId, toolCallName: name, parentMessageId: null })
    for (const delta of turn.tool.inputPieces) {
      yield event('TOOL_CALL_ARGS', { toolCallId, delta })
    }
    yield event('TOOL_CALL_END', { toolCallId })
    const result = { messageId: 'msg_tool', toolCallId, content: output, role: 'tool' }
    yield event('TOOL_CALL_RESULT', result, LONG_WAIT)
    yield event('STEP_FINISHED', { stepName: search })
    yield event('STEP_STARTED', { stepName: write })
    yield event('TEXT_MESSAGE_START', { ...ANSWER, role: 'assistant' })
    for (const delta of turn.tokens) yield event('TEXT_MESSAGE_CONTENT', { ...ANSWER, delta })
    if (turn.failure !== undefined) {
      yield event('RUN_ERROR', { message: turn.failure, code: 'overloaded' })
      return
    }
    yield event('TEXT_MESSAGE_END', ANSWER)
    yield event('STEP_FINISHED', { stepName: write })
    const { input: inputTokens, output: outputTokens, total: totalTokens } = turn.usage
    const usage = { provider: 'openai', model: 'gpt-5', inputTokens, outputTokens, totalTokens }
    yield event('RUN_FINISHED', { ...RUN, outcome: { type: 'success' }, usage: [usage] })
  },
  malformed: 'data: {"type":"TEXT_MESSAGE_CONTENT","messageId":"msg_ans\n\n',
  failure: (_status, message) => ({ detail: message }),
}

function event(type: string, fields: object, wait?: number): Piece {
  return dataEvent({ type, ...fields }, wait)
}
