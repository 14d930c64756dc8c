import { LONG_WAIT, takePlatformTurn } from '../platformTurn.ts'
import { dataEvent, endMark } from './sseEvent.ts'
import type { Wire } from './wire.ts'

const REASONING = 'reasoning-0'
const TEXT = 'text-0'

/** The UI message stream of Vercel's AI SDK, which its header names: parts with ids, in steps. */
export const aiSdkWire: Wire = {
  headers: { 'x-vercel-ai-ui-message-stream': 'v1' },
  *write(question) {
    const turn = takePlatformTurn(question)
    const { id, name, input } = turn.tool
    yield dataEvent({ type: 'start', messageId: 'msg-9fJx0aWb' })
    yield dataEvent({ type: 'start-step' })
    yield dataEvent({ type: 'reasoning-start', id: REASONING }, LONG_WAIT)
    for (const delta of turn.thoughts) {
      yield dataEvent({ type: 'reasoning-delta', id: REASONING, delta })
    }
    yield dataEvent({ type: 'reasoning-end', id: REASONING })
    yield dataEvent({ type: 'tool-input-start', toolCallId: id, toolName: name })
    for (const inputTextDelta of turn.tool.inputPieces) {
      yield dataEvent({ type: 'tool-input-delta', toolCallId: id, inputTextDelta })
    }
    yield dataEvent({ type: 'tool-input-available', toolCallId: id, toolName: name, input })
    const output = JSON.parse(turn.tool.output)
    yield dataEvent({ type: 'tool-output-available', toolCallId: id, output }, LONG_WAIT)
    yield dataEvent({ type: 'finish-step' })
    yield dataEvent({ type: 'start-step' })
    yield dataEvent({ type: 'text-start', id: TEXT })
    for (const delta of turn.tokens) yield dataEvent({ type: 'text-delta', id: TEXT, delta })
    if (turn.failure !== undefined) {
      yield dataEvent({ type: 'error', errorText: turn.failure })
      yield endMark
      return
    }
    yield dataEvent({ type: 'text-end', id: TEXT })
    for (const { id: sourceId, url, title } of turn.passages) {
      yield dataEvent({ type: 'source-url', sourceId, url, title })
    }
    yield dataEvent({ type: 'finish-step' })
    const { input: inputTokens, output: outputTokens, total: totalTokens } = turn.usage
    yield dataEvent({
      type: 'finish',
      finishReason: 'stop',
      messageMetadata: { usage: { inputTokens, outputTokens, totalTokens } },
    })
    yield endMark
  },
  malformed: 'data: {"type":"text-delta","id":"text-0","del\n\n',
  failure: (_status, message) => ({ error: message }),
}
