import type { DoneReason, ResultItem } from '../../dialects/events.ts'
import { defineEncoder, type WireWriters } from './encoder.ts'
import { dataEvent, END_MARK } from './sseText.ts'

const HEAD = {
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1_767_782_681,
  model: 'gpt-5',
}

const FINISHES: Partial<Record<DoneReason, string>> = {
  length: 'length',
  'tool-calls': 'tool_calls',
  'content-filter': 'content_filter',
  error: 'error',
}

/**
 * OpenAI's chat completions. What is cited comes as annotations, whole calls in one piece; what a tool gives back is not
 * in the stream.
 */
export const openaiChatEncoder = defineEncoder({
  dialect: 'openai-chat',
  create() {
    const chunks = createChatChunks()
    return {
      ...chunks,
      cited: ({ items }) => writeDelta({ annotations: items.map(annotate) }),
      usage: (usage) => dataEvent({ ...HEAD, choices: [], usage: chatUsage(usage) }),
      error: ({ message, code }) => dataEvent({ error: { message, code, type: 'server_error' } }),
      done: ({ reason }) =>
        (reason === 'error' ? '' : writeDelta({}, FINISHES[reason] ?? 'stop')) + END_MARK,
    }
  },
})

/** What is said in the chunks themselves, for all who speak like OpenAI. */
export function createChatChunks(
  write: (delta: object) => string = writeDelta,
): Pick<WireWriters, 'answer' | 'reasoning' | 'tool-start' | 'tool-delta' | 'tool-input'> {
  const indexes = new Map<string, number>()
  const grown = new Set<string>()
  const piece = (toolCallId: string, fields: object): string => {
    const index = indexes.get(toolCallId) ?? 0
    return write({ tool_calls: [{ index, ...fields }] })
  }
  return {
    answer: ({ delta }) => write({ content: delta }),
    reasoning: ({ delta }) => write({ reasoning_content: delta }),
    'tool-start'({ toolCallId, name, input }) {
      indexes.set(toolCallId, indexes.size)
      const json = input === undefined ? '' : JSON.stringify(input)
      if (json !== '') grown.add(toolCallId)
      return piece(toolCallId, {
        id: toolCallId,
        type: 'function',
        function: { name, arguments: json },
      })
    },
    'tool-delta'({ toolCallId, delta }) {
      grown.add(toolCallId)
      return piece(toolCallId, { function: { arguments: delta } })
    },
    'tool-input'({ toolCallId, input }) {
      if (grown.has(toolCallId) || input === undefined) return ''
      return piece(toolCallId, { function: { arguments: JSON.stringify(input) } })
    },
  }
}

/** The figures under OpenAI's names. */
export function chatUsage(usage: {
  readonly inputTokens?: number
  readonly outputTokens?: number
  readonly totalTokens?: number
  readonly reasoningTokens?: number
}): object {
  const { reasoningTokens: reasoning_tokens } = usage
  return {
    prompt_tokens: usage.inputTokens,
    completion_tokens: usage.outputTokens,
    total_tokens: usage.totalTokens,
    ...(reasoning_tokens !== undefined && { completion_tokens_details: { reasoning_tokens } }),
  }
}

function writeDelta(delta: object, finish: string | null = null): string {
  return dataEvent({ ...HEAD, choices: [{ index: 0, delta, finish_reason: finish }] })
}

function annotate({ id, title, text, url, span, metadata }: ResultItem): object {
  return {
    type: 'url_citation',
    url_citation: {
      ...metadata,
      id,
      url,
      title,
      content: text,
      start_index: span?.start,
      end_index: span?.end,
    },
  }
}
