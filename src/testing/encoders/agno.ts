import { defineEncoder } from './encoder.ts'
import { namedEvent } from './sseText.ts'

const RUN = {
  created_at: 1_767_782_681,
  agent_id: 'agent',
  agent_name: 'Agent',
  run_id: 'run-1',
  session_id: 'session-1',
}

/** An agent of agno's AgentOS. Usage comes with the end of the run, so it waits for `done`. */
export const agnoEncoder = defineEncoder({
  dialect: 'agno',
  create() {
    let hasBegun = false
    let usage: object | undefined
    const calls = new Map<string, { readonly name: string | undefined; readonly input: unknown }>()

    const write = (name: string, fields: object): string => {
      const begun = hasBegun ? '' : event('RunStarted', { model: 'qwen-max' })
      hasBegun = true
      return begun + event(name, fields)
    }
    const toolOf = (toolCallId: string): object => {
      const { name, input } = calls.get(toolCallId) ?? {}
      return { tool_call_id: toolCallId, tool_name: name, tool_args: input }
    }

    return {
      answer: ({ delta }) => write('RunContent', { content: delta, content_type: 'str' }),
      reasoning: ({ delta }) => write('ReasoningContentDelta', { reasoning_content: delta }),
      'tool-start'({ toolCallId, name }) {
        calls.set(toolCallId, { name, input: undefined })
        return ''
      },
      'tool-input'({ toolCallId, input, name = calls.get(toolCallId)?.name }) {
        calls.set(toolCallId, { name, input })
        return write('ToolCallStarted', { tool: toolOf(toolCallId) })
      },
      'tool-output': ({ toolCallId, output, error }) =>
        write(error === undefined ? 'ToolCallCompleted' : 'ToolCallError', {
          tool: {
            ...toolOf(toolCallId),
            result: output ?? error,
            tool_call_error: error !== undefined,
          },
          error,
        }),
      cited: ({ items }) =>
        write('RunContent', {
          content: '',
          citations: {
            documents: items.map(({ id, title, text, url, metadata }) => ({
              ...metadata,
              id,
              document_title: title,
              cited_text: text,
              url,
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
      error: ({ message: content, code: error_type }) => write('RunError', { content, error_type }),
      done: ({ reason }) => (reason === 'error' ? '' : write('RunCompleted', { metrics: usage })),
    }
  },
})

function event(name: string, fields: object): string {
  return namedEvent(name, { event: name, ...RUN, ...fields })
}
