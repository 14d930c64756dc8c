import { text, type Piece } from '../piece.ts'
import { LONG_WAIT, takePlatformTurn } from '../platformTurn.ts'
import { dataEvent, endMark } from './sseEvent.ts'
import type { Wire } from './wire.ts'

const HEAD = {
  id: 'gen-1767782681-qK3vT9',
  provider: 'DeepSeek',
  model: 'deepseek/deepseek-r1',
  object: 'chat.completion.chunk',
  created: 1767782681,
}

/** Chat completions as OpenRouter streams them: comments while it waits, thoughts, citations, usage behind the end. */
export const openaiChatWire: Wire = {
  *write(question) {
    const { thoughts, tokens, passages, failure, usage } = takePlatformTurn(question)
    yield text(': OPENROUTER PROCESSING\n\n', LONG_WAIT)
    for (const reasoning of thoughts) yield chunk({ role: 'assistant', content: '', reasoning })
    for (const content of tokens) yield chunk({ role: 'assistant', content })
    if (failure !== undefined) {
      const choice = { index: 0, delta: { content: '' }, finish_reason: 'error' }
      yield dataEvent({ ...HEAD, error: { code: 502, message: failure }, choices: [choice] })
      yield endMark
      return
    }
    const annotations = passages.map(({ url, title, text: content }) => ({
      type: 'url_citation',
      url_citation: { url, title, content, start_index: 0, end_index: 0 },
    }))
    yield chunk({ role: 'assistant', content: '', annotations })
    yield chunk({ role: 'assistant', content: '' }, 'stop')
    yield dataEvent({
      ...HEAD,
      choices: [],
      usage: {
        prompt_tokens: usage.input,
        completion_tokens: usage.output,
        total_tokens: usage.total,
        completion_tokens_details: { reasoning_tokens: usage.reasoning },
      },
    })
    yield endMark
  },
  malformed: 'data: {"id":"gen-1767782681-qK3vT9","choices":[{"ind\n\n',
  failure: (code, message) => ({ error: { code, message } }),
}

function chunk(delta: unknown, finish: 'stop' | null = null): Piece {
  const choice = { index: 0, delta, finish_reason: finish, native_finish_reason: finish }
  return dataEvent({ ...HEAD, choices: [{ ...choice, logprobs: null }] })
}
