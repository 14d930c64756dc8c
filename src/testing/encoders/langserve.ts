import { defineEncoder } from './encoder.ts'
import { aiChunk, createChunkTools, toolMessage } from './langchainMessage.ts'
import { namedEvent } from './sseText.ts'
import type { ResultItem } from '../../dialects/events.ts'

/** LangServe's `/stream` of a chain whose chunks are messages, and documents under `context`. */
export const langserveEncoder = defineEncoder({
  dialect: 'langserve',
  create() {
    let hasBegun = false
    const say = (chunk: unknown): string => {
      const begun = hasBegun ? '' : namedEvent('metadata', { run_id: 'run-1' })
      hasBegun = true
      return begun + namedEvent('data', chunk)
    }

    return {
      answer: ({ delta }) => say(aiChunk({ content: delta })),
      reasoning: ({ delta }) => say(aiChunk({ additional_kwargs: { reasoning_content: delta } })),
      ...createChunkTools(say),
      'tool-output': (event) => say(toolMessage(event)),
      retrieved: ({ items }) => say({ context: items.map(documentOf) }),
      usage: ({ inputTokens: input_tokens, outputTokens: output_tokens, totalTokens }) =>
        say(
          aiChunk({ usage_metadata: { input_tokens, output_tokens, total_tokens: totalTokens } }),
        ),
      error: ({ message, status: status_code = 500 }) =>
        namedEvent('error', { status_code, message }),
      done: () => 'event: end\n\n',
    }
  },
})

/** A document as LangChain dumps it: everything but its words is metadata. */
function documentOf({ text: page_content = '', id, ...fields }: ResultItem): object {
  const { metadata, images: _images, span: _span, ...named } = fields
  return { id, page_content, metadata: { ...metadata, ...named }, type: 'Document' }
}
