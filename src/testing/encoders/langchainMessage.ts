import type { EventOf } from '../../dialects/events.ts'
import type { WireWriters } from './encoder.ts'

const MESSAGE_ID = 'run--1'

/** A piece of a model's message, as LangChain dumps it. */
export function aiChunk(fields: object): object {
  return {
    content: '',
    additional_kwargs: {},
    response_metadata: {},
    type: 'AIMessageChunk',
    id: MESSAGE_ID,
    tool_calls: [],
    invalid_tool_calls: [],
    usage_metadata: null,
    tool_call_chunks: [],
    ...fields,
  }
}

/** What a tool gave, as LangChain dumps it. */
export function toolMessage({ toolCallId, name, output, error }: EventOf<'tool-end'>): object {
  const said = error ?? output
  return {
    content: typeof said === 'string' ? said : JSON.stringify(said),
    type: 'tool',
    name,
    id: `result-${toolCallId}`,
    tool_call_id: toolCallId,
    status: error === undefined ? 'success' : 'error',
  }
}

/** Calls in the pieces of a message, the first of which names them. */
export function createChunkTools(
  say: (message: object) => string,
): Pick<WireWriters, 'tool-start' | 'tool-delta' | 'tool-input'> {
  const indexes = new Map<string, number>()
  const grown = new Set<string>()
  const piece = (toolCallId: string, fields: object): string => {
    const index = indexes.get(toolCallId) ?? 0
    return say(aiChunk({ tool_call_chunks: [{ index, type: 'tool_call_chunk', ...fields }] }))
  }
  return {
    'tool-start'({ toolCallId, name }) {
      indexes.set(toolCallId, indexes.size)
      return piece(toolCallId, { id: toolCallId, name, args: '' })
    },
    'tool-delta'({ toolCallId, delta: args }) {
      grown.add(toolCallId)
      return piece(toolCallId, { id: null, name: null, args })
    },
    'tool-input'({ toolCallId, input }) {
      if (grown.has(toolCallId)) return ''
      return piece(toolCallId, { id: null, name: null, args: JSON.stringify(input ?? {}) })
    },
  }
}
