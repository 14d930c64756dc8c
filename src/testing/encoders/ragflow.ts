import { defineEncoder } from './encoder.ts'

/**
 * RAGFlow's chats: pieces, between whose thoughts and words a mark stands, and `data: true` at the end. What is cited
 * stands beside an empty piece.
 */
export const ragflowEncoder = defineEncoder({
  dialect: 'ragflow',
  create() {
    let isThinking = false
    const think = (wanted: boolean): string => {
      if (isThinking === wanted) return ''
      isThinking = wanted
      return say(wanted ? { start_to_think: true } : { end_to_think: true })
    }

    return {
      reasoning: ({ delta }) => think(true) + say({ answer: delta }),
      answer: ({ delta }) => think(false) + say({ answer: delta }),
      cited: ({ items }) =>
        think(false) +
        say({
          reference: {
            chunks: items.map(({ id, title, text, url, score, metadata }) => ({
              ...metadata,
              id,
              content: text,
              document_name: title,
              similarity: score,
              url,
            })),
          },
        }),
      usage: ({ inputTokens, outputTokens, totalTokens }) =>
        say({
          usage: {
            prompt_tokens: inputTokens,
            completion_tokens: outputTokens,
            total_tokens: totalTokens,
          },
        }),
      error: ({ message, code = '500' }) =>
        `data:${JSON.stringify({ code: Number(code) || 500, message, data: null })}\n\n`,
      done: () => think(false) + write(true),
    }
  },
})

function write(data: unknown): string {
  return `data:${JSON.stringify({ code: 0, message: '', data })}\n\n`
}

function say(fields: object): string {
  const data = { answer: '', reference: {}, id: 'msg-1', session_id: 's-1', final: false }
  return write({ ...data, ...fields })
}
