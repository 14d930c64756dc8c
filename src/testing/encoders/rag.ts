import { defineEncoder } from './encoder.ts'
import { pythonJson } from './pythonJson.ts'
import { resultRow } from './resultRow.ts'

/** A Flask route: one JSON object per event with nothing escaped, `final` last. What it cites comes beside `answer`. */
export const ragEncoder = defineEncoder({
  dialect: 'rag',
  create() {
    let failure: string | undefined
    return {
      status: ({ message }) => write({ type: 'info', message }),
      retrieved: ({ items, query, count = items.length, mode }) => {
        const results = items.map(resultRow)
        return write({ type: 'results', data: { results, query, count, search_mode: mode } })
      },
      answer: ({ delta }) => write({ type: 'token', token: delta }),
      'whole-answer': ({ text }) => write({ type: 'answer', answer: text, references: [] }),
      cited: ({ items }) => write({ type: 'answer', references: items.map(resultRow) }),
      error({ message }) {
        failure = message
        return write({ type: 'error', message })
      },
      done({ reason }) {
        if (reason !== 'error') return write({ type: 'final', data: { success: true } })
        const error = failure ?? 'The search failed'
        return write({ type: 'final', data: { success: false, error } })
      },
    }
  },
})

function write(message: unknown): string {
  return `data: ${pythonJson(message, { ensureAscii: false })}\n\n`
}
