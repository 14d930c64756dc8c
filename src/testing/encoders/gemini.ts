import type { DoneReason } from '../../dialects/events.ts'
import { defineEncoder } from './encoder.ts'
import { dataEvent } from './sseText.ts'

const HEAD = { modelVersion: 'gemini-3-pro', responseId: 'r-1' }

const REASONS: Partial<Record<DoneReason, string>> = {
  length: 'MAX_TOKENS',
  'content-filter': 'SAFETY',
}

/** Gemini's `streamGenerateContent`: calls come whole, what is found and cited as the chunks of a grounding. */
export const geminiEncoder = defineEncoder({
  dialect: 'gemini',
  leavesOut: ['result.id'],
  create() {
    const names = new Map<string, string | undefined>()
    return {
      answer: ({ delta }) => part({ text: delta }),
      reasoning: ({ delta }) => part({ text: delta, thought: true }),
      'tool-start'({ toolCallId, name }) {
        names.set(toolCallId, name)
        return ''
      },
      'tool-input': ({ toolCallId: id, name = names.get(id), input: args }) =>
        part({ functionCall: { id, name, args } }),
      retrieved: ({ items }) =>
        candidate({
          groundingMetadata: {
            groundingChunks: items.map(({ title, url: uri, text }) =>
              text === undefined
                ? { web: { uri, title } }
                : { retrievedContext: { uri, title, text } },
            ),
          },
        }),
      usage: ({ inputTokens, outputTokens, totalTokens }) =>
        dataEvent({
          ...HEAD,
          usageMetadata: {
            promptTokenCount: inputTokens,
            candidatesTokenCount: outputTokens,
            totalTokenCount: totalTokens,
          },
        }),
      error: ({ message, code = 'UNAVAILABLE', status = 503 }) =>
        dataEvent({ error: { code: status, message, status: code } }),
      done: ({ reason }) =>
        reason === 'error' ? '' : candidate({ finishReason: REASONS[reason] ?? 'STOP' }),
    }
  },
})

function part(fields: object): string {
  return candidate({ content: { role: 'model', parts: [fields] } })
}

function candidate(fields: object): string {
  return dataEvent({ candidates: [{ index: 0, ...fields }], ...HEAD })
}
