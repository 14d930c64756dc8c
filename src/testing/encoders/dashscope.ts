import { defineEncoder } from './encoder.ts'
import { createChatChunks } from './openaiChat.ts'

/**
 * DashScope in its own format, every chunk with all of the text so far. What is found is a web search, told without
 * texts. Usage comes with every chunk and counts at the end.
 */
export const dashscopeEncoder = defineEncoder({
  dialect: 'dashscope',
  leavesOut: ['result.id', 'result.text'],
  create() {
    let number = 0
    let usage: object = {}
    let answer = ''
    let reasoning = ''
    const write = (name: string, body: object): string => {
      number++
      return `id:${number}\nevent:${name}\n:HTTP_STATUS/200\ndata:${JSON.stringify(body)}\n\n`
    }
    const result = (output: object): string =>
      write('result', { output, usage, request_id: 'request-1' })
    const say = (message: object, finish_reason = 'null'): string =>
      result({
        choices: [{ message: { role: 'assistant', content: '', ...message }, finish_reason }],
      })

    return {
      ...createChatChunks((delta) => say(delta)),
      answer({ delta }) {
        answer += delta
        return say({ content: answer })
      },
      reasoning({ delta }) {
        reasoning += delta
        return say({ reasoning_content: reasoning })
      },
      retrieved: ({ items }) =>
        result({
          choices: [{ message: { role: 'assistant', content: '' }, finish_reason: 'null' }],
          search_info: {
            search_results: items.map(({ title, url, source: site_name, metadata }, index) => ({
              ...metadata,
              index: index + 1,
              title,
              url,
              site_name,
            })),
          },
        }),
      usage({ inputTokens, outputTokens, totalTokens }) {
        usage = {
          input_tokens: inputTokens,
          output_tokens: outputTokens,
          total_tokens: totalTokens,
        }
        return ''
      },
      error: ({ message, code = 'InternalError' }) =>
        write('error', { code, message, request_id: 'request-1' }),
      done: ({ reason }) => (reason === 'error' ? '' : say({}, REASONS[reason] ?? 'stop')),
    }
  },
})

const REASONS: Readonly<Record<string, string>> = { length: 'length', 'tool-calls': 'tool_calls' }
