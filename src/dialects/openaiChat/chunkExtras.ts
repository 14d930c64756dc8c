import type { DialectContext } from '../dialect.ts'
import { arrayField, isRecord, type JsonRecord } from '../payload/jsonFields.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { isSameJson } from '../payload/sameJson.ts'
import { createUsageWatch } from '../bookkeeping/usageWatch.ts'
import { readChunkUsage } from './chunkUsage.ts'
import { createChatCitations } from './citations.ts'

/** Reads what stands beside the choices of a chunk: tokens used, citations, verdicts of a filter. */
export interface ChatChunkExtras {
  /** Says whether the chunk has anything of the kind. */
  read(chunk: JsonRecord): boolean
}

/** Lists that are the backend's own, and the name they go on under. */
const DATA_FIELDS: ReadonlyMap<string, string> = new Map([
  ['prompt_filter_results', 'content-filter'],
  ['related_questions', 'related-questions'],
  ['images', 'images'],
])

export function createChatChunkExtras(
  context: DialectContext,
  output: EventOutput,
): ChatChunkExtras {
  const watchUsage = createUsageWatch()
  const citations = createChatCitations(context, output)
  const told = new Map<string, unknown>()

  return {
    read(chunk) {
      if (!hasExtras(chunk)) return false
      const usage = watchUsage(readChunkUsage(chunk))
      if (usage) output.write(usage)
      citations.readChunk(chunk)
      for (const [field, name] of DATA_FIELDS) {
        const data = arrayField(chunk, field)
        if (data === undefined || data.length === 0 || isSameJson(data, told.get(field))) continue
        told.set(field, data)
        output.write({ type: 'data', name, data })
      }
      return true
    },
  }
}

/** Written out, for it is asked of every token. */
function hasExtras(chunk: JsonRecord): boolean {
  const { usage, x_groq, citations, search_results, images } = chunk
  const { choices, prompt_filter_results, related_questions, web_search } = chunk
  if (usage ?? x_groq ?? citations ?? search_results ?? images) return true
  if (prompt_filter_results ?? related_questions ?? web_search) return true
  const first: unknown = Array.isArray(choices) ? choices[0] : undefined
  return isRecord(first) && isRecord(first['usage'])
}
