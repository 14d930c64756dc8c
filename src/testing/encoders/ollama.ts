import { defineEncoder } from './encoder.ts'

const HEAD = { model: 'llama3.2', created_at: '2026-01-07T10:44:41.000Z' }

/** Ollama's chat, one JSON object per line. Calls come whole; usage comes with the last line, so it waits for `done`. */
export const ollamaEncoder = defineEncoder({
  dialect: 'ollama',
  contentType: 'application/x-ndjson',
  create() {
    const names = new Map<string, string | undefined>()
    let usage: object = {}
    return {
      answer: ({ delta }) => message({ content: delta }),
      reasoning: ({ delta }) => message({ content: '', thinking: delta }),
      'tool-start'({ toolCallId, name }) {
        names.set(toolCallId, name)
        return ''
      },
      'tool-input': ({ toolCallId: id, name = names.get(id), input }) =>
        message({
          content: '',
          tool_calls: [{ id, function: { name, arguments: input ?? {} } }],
        }),
      usage({ inputTokens, outputTokens }) {
        usage = { prompt_eval_count: inputTokens, eval_count: outputTokens }
        return ''
      },
      error: ({ message: error }) => line({ error }),
      // The line of an error is the last.
      done: ({ reason }) =>
        reason === 'error'
          ? ''
          : line({
              ...HEAD,
              message: { role: 'assistant', content: '' },
              done: true,
              done_reason: reason === 'length' ? 'length' : 'stop',
              ...usage,
            }),
    }
  },
})

function message(fields: object): string {
  return line({ ...HEAD, message: { role: 'assistant', ...fields }, done: false })
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`
}
