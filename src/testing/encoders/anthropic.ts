import type { DoneReason, ResultItem } from '../../dialects/events.ts'
import { defineEncoder } from './encoder.ts'
import { namedEvent } from './sseText.ts'

const REASONS: Partial<Record<DoneReason, string>> = {
  length: 'max_tokens',
  'tool-calls': 'tool_use',
  'content-filter': 'refusal',
}

type Block = 'text' | 'thinking' | 'tool_use'

/**
 * Anthropic's messages: blocks of content that begin and end. Usage comes with the reason of the end, so it waits for
 * `done`; what a tool gives back is not in the stream.
 */
export const anthropicEncoder = defineEncoder({
  dialect: 'anthropic',
  leavesOut: ['result.id'],
  create() {
    let hasBegun = false
    let index = -1
    let block: Block | undefined
    let usage: object | undefined
    const grown = new Set<string>()

    const begin = (): string => {
      if (hasBegun) return ''
      hasBegun = true
      return write('message_start', {
        message: {
          id: 'msg_1',
          type: 'message',
          role: 'assistant',
          model: 'claude-sonnet-4-5',
          content: [],
          stop_reason: null,
        },
      })
    }
    const close = (): string => {
      if (block === undefined) return ''
      block = undefined
      return write('content_block_stop', { index })
    }
    const open = (type: Block, fields: object): string => {
      if (block === type && type !== 'tool_use') return ''
      const before = begin() + close()
      index++
      block = type
      return before + write('content_block_start', { index, content_block: { type, ...fields } })
    }
    const add = (delta: object): string => write('content_block_delta', { index, delta })
    const addInput = (json: string): string => add({ type: 'input_json_delta', partial_json: json })

    return {
      answer: ({ delta }) => open('text', { text: '' }) + add({ type: 'text_delta', text: delta }),
      reasoning: ({ delta }) =>
        open('thinking', { thinking: '', signature: '' }) +
        add({ type: 'thinking_delta', thinking: delta }),
      'tool-start': ({ toolCallId: id, name }) => open('tool_use', { id, name, input: {} }),
      'tool-delta'({ toolCallId, delta }) {
        grown.add(toolCallId)
        return addInput(delta)
      },
      'tool-input': ({ toolCallId, input }) =>
        (grown.has(toolCallId) ? '' : addInput(JSON.stringify(input ?? {}))) + close(),
      cited: ({ items }) =>
        open('text', { text: '' }) +
        items.map((item) => add({ type: 'citations_delta', citation: cite(item) })).join(''),
      usage({ inputTokens: input_tokens, outputTokens: output_tokens }) {
        usage = { input_tokens, output_tokens }
        return ''
      },
      error: ({ message, code = 'api_error' }) =>
        begin() + write('error', { error: { type: code, message } }),
      done({ reason }) {
        if (reason === 'error') return ''
        const stop_reason = REASONS[reason] ?? 'end_turn'
        const delta = { stop_reason, stop_sequence: null }
        return (
          begin() + close() + write('message_delta', { delta, usage }) + write('message_stop', {})
        )
      },
    }
  },
})

function cite({ title, text, url, metadata }: ResultItem): object {
  return { type: 'web_search_result_location', ...metadata, url, title, cited_text: text }
}

function write(type: string, fields: object): string {
  return namedEvent(type, { type, ...fields })
}
