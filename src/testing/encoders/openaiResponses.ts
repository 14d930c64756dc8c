import type { ResultItem } from '../../dialects/events.ts'
import { defineEncoder } from './encoder.ts'
import { namedEvent } from './sseText.ts'

const RESPONSE = { id: 'resp_1', object: 'response', model: 'gpt-5', output: [] }

/**
 * OpenAI's responses: numbered events about items of an output. What is found is a file search; usage and an unfinished
 * answer come with the last event, so both wait for `done`.
 */
export const openaiResponsesEncoder = defineEncoder({
  dialect: 'openai-responses',
  leavesOut: ['result.url'],
  create() {
    let number = 0
    let outputIndex = 0
    let open: 'answer' | 'reasoning' | undefined
    let usage: object | undefined
    let failure: object | undefined
    let answerLength = 0
    let annotations = 0
    const calls = new Map<string, { readonly index: number; readonly name: string | undefined }>()

    const write = (type: string, fields: object): string => {
      number++
      return namedEvent(type, { type, sequence_number: number - 1, ...fields })
    }
    const item = (fields: object, done = false): string =>
      write(`response.output_item.${done ? 'done' : 'added'}`, {
        output_index: outputIndex,
        item: fields,
      })
    const begin = (channel: 'answer' | 'reasoning'): string => {
      if (open === channel) return ''
      const closed = close()
      open = channel
      return (
        closed +
        (channel === 'answer'
          ? item({ id: place(), type: 'message', role: 'assistant', content: [] })
          : item({ id: place(), type: 'reasoning', summary: [] }))
      )
    }
    const place = (): string => `item_${outputIndex}`
    const close = (): string => {
      if (open !== undefined) outputIndex++
      open = undefined
      return ''
    }
    const say = (type: string, fields: object): string =>
      write(type, { item_id: place(), output_index: outputIndex, ...fields })

    return {
      answer({ delta }) {
        const begun = begin('answer')
        answerLength += delta.length
        return begun + say('response.output_text.delta', { content_index: 0, delta })
      },
      reasoning: ({ delta }) =>
        begin('reasoning') +
        say('response.reasoning_summary_text.delta', { summary_index: 0, delta }),
      'tool-start'({ toolCallId, name }) {
        const closed = close()
        const index = outputIndex
        calls.set(toolCallId, { index, name })
        const fields = { id: place(), type: 'function_call', call_id: toolCallId, name }
        const begun = item({ ...fields, arguments: '', status: 'in_progress' })
        outputIndex++
        return closed + begun
      },
      'tool-delta'({ toolCallId, delta }) {
        const output_index = calls.get(toolCallId)?.index ?? 0
        return write('response.function_call_arguments.delta', {
          item_id: `item_${output_index}`,
          output_index,
          delta,
        })
      },
      'tool-input'({ toolCallId, input }) {
        const { index: output_index = 0, name } = calls.get(toolCallId) ?? {}
        const fields = { id: `item_${output_index}`, type: 'function_call', call_id: toolCallId }
        return write('response.output_item.done', {
          output_index,
          item: { ...fields, name, arguments: JSON.stringify(input ?? {}), status: 'completed' },
        })
      },
      retrieved({ items, query }) {
        const closed = close()
        const done = item(
          {
            id: place(),
            type: 'file_search_call',
            status: 'completed',
            queries: query === undefined ? [] : [query],
            results: items.map(({ id, title, text, score, metadata }) => ({
              file_id: id,
              title,
              text,
              score,
              ...metadata,
            })),
          },
          true,
        )
        outputIndex++
        return closed + done
      },
      cited({ items }) {
        const begun = begin('answer')
        return begun + items.map((cited) => say(ANNOTATION, annotate(cited))).join('')
      },
      usage({ inputTokens, outputTokens, totalTokens }) {
        usage = {
          input_tokens: inputTokens,
          output_tokens: outputTokens,
          total_tokens: totalTokens,
        }
        return ''
      },
      error({ message, code = null }) {
        failure = { code, message }
        return write('error', { ...failure, param: null })
      },
      done({ reason }) {
        const status = STATUSES[reason] ?? 'completed'
        const details =
          reason === 'length' ? { incomplete_details: { reason: 'max_output_tokens' } } : {}
        return write(`response.${status}`, {
          response: { ...RESPONSE, status, error: failure, usage, ...details },
        })
      },
    }

    function annotate({ id, title, url, text, span }: ResultItem): object {
      const { start: start_index, end: end_index } = span ?? {}
      const annotation = { type: 'url_citation', id, url, title, text, start_index, end_index }
      annotations++
      return { content_index: 0, annotation_index: annotations - 1, annotation }
    }
  },
})

const ANNOTATION = 'response.output_text.annotation.added'

const STATUSES: Readonly<Record<string, string>> = {
  length: 'incomplete',
  error: 'failed',
  other: 'cancelled',
}
