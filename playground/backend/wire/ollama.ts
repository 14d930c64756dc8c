import { text, type Piece } from '../piece.ts'
import { LONG_WAIT, takePlatformTurn } from '../platformTurn.ts'
import type { Wire } from './wire.ts'

const HEAD = { model: 'qwen3:8b', created_at: '2026-01-07T10:44:41.325914Z' }

/** Ollama's chat: a JSON object per line, the last one with the counts; a failure is a line under status 200. */
export const ollamaWire: Wire = {
  framing: 'ndjson',
  *write(question) {
    const { thoughts, tokens, failure, usage } = takePlatformTurn(question)
    for (const [index, thinking] of thoughts.entries()) {
      yield line(chunk({ content: '', thinking }), index === 0 ? LONG_WAIT : 1)
    }
    for (const content of tokens) yield line(chunk({ content }))
    if (failure !== undefined) {
      yield line({ error: failure })
      return
    }
    yield line({
      ...chunk({ content: '' }),
      done: true,
      done_reason: 'stop',
      total_duration: 4_883_583_458,
      load_duration: 1_334_875,
      prompt_eval_count: usage.input,
      prompt_eval_duration: 342_546_000,
      eval_count: usage.output,
      eval_duration: 4_535_599_000,
    })
  },
  malformed: '{"model":"qwen3:8b","created_at":"2026-01-07T10:44\n',
  failure: (_status, message) => ({ error: message }),
}

function chunk(message: object): Readonly<Record<string, unknown>> {
  return { ...HEAD, message: { role: 'assistant', ...message }, done: false }
}

function line(value: unknown, wait?: number): Piece {
  return text(`${JSON.stringify(value)}\n`, wait)
}
