import { defineEncoder } from './encoder.ts'
import { aiChunk, createChunkTools, toolMessage } from './langchainMessage.ts'
import { namedEvent } from './sseText.ts'

/**
 * LangGraph's platform with the modes `messages` and `tasks`. A task is a step; usage stands beside a piece of the
 * message. There is no mark at the end, so `done` says nothing.
 */
export const langgraphEncoder = defineEncoder({
  dialect: 'langgraph',
  create() {
    let hasBegun = false
    const begin = (): string => {
      if (hasBegun) return ''
      hasBegun = true
      return namedEvent('metadata', { run_id: 'run-1', attempt: 1, thread_id: 'thread-1' })
    }
    const write = (mode: string, payload: unknown): string => begin() + namedEvent(mode, payload)
    const say = (message: object): string => write('messages', [message, {}])
    const tasks = new Map<string, string>()

    return {
      answer: ({ delta }) => say(aiChunk({ content: delta })),
      reasoning: ({ delta }) => say(aiChunk({ additional_kwargs: { reasoning_content: delta } })),
      ...createChunkTools(say),
      'tool-output': (event) => say(toolMessage(event)),
      'step-start'({ stepId: id, name = id }) {
        tasks.set(id, name)
        return write('tasks', { id, name, input: {}, triggers: [] })
      },
      'step-end': ({ stepId: id, error = null }) =>
        write('tasks', { id, name: tasks.get(id) ?? id, error, result: {}, interrupts: [] }),
      usage: ({ inputTokens: input_tokens, outputTokens: output_tokens, totalTokens }) =>
        say(
          aiChunk({ usage_metadata: { input_tokens, output_tokens, total_tokens: totalTokens } }),
        ),
      data: ({ data }) => write('custom', data),
      error: ({ message, code: error = 'Error' }) => write('error', { error, message }),
      done: () => '',
    }
  },
})
