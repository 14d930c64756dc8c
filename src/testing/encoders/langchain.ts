import { defineEncoder } from './encoder.ts'
import { resultRow } from './resultRow.ts'
import { namedEvent } from './sseText.ts'

/**
 * FastAPI over LangChain: the text as it is in events without a name, everything else as JSON under one. A piece with
 * line ends takes a `data` line for each. There is no mark at the end, so `done` says nothing.
 */
export const langchainEncoder = defineEncoder({
  dialect: 'langchain',
  create() {
    const inputs = new Map<string, unknown>()
    const names = new Map<string, string | undefined>()
    return {
      answer: ({ delta }) =>
        `${delta
          .split('\n')
          .map((line) => `data: ${line}\n`)
          .join('')}\n`,
      retrieved: ({ items }) => namedEvent('retrieval_done', { docs: items.map(resultRow) }),
      // The call is told with its input, which may come later.
      'tool-start'({ toolCallId, name, input }) {
        names.set(toolCallId, name)
        if (input === undefined) return ''
        inputs.set(toolCallId, input)
        return namedEvent('tool_start', { id: toolCallId, name, input })
      },
      'tool-input'({ toolCallId, name = names.get(toolCallId), input }) {
        if (inputs.has(toolCallId)) return ''
        inputs.set(toolCallId, input)
        return namedEvent('tool_start', { id: toolCallId, name, input })
      },
      'tool-output': ({ toolCallId, output, error }) => {
        const [name, input] = [names.get(toolCallId), inputs.get(toolCallId)]
        return namedEvent('tool_end', { id: toolCallId, name, input, output, error })
      },
      data: ({ name, data }) => namedEvent(name, data),
      error: ({ message }) => namedEvent('error', { message }),
      done: () => '',
    }
  },
})
