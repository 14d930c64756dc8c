import type { EventOf } from '../events.ts'
import {
  arrayField,
  isRecord,
  type JsonRecord,
  numberField,
  recordField,
} from '../payload/jsonFields.ts'
import { readTokenUsage } from '../bookkeeping/tokenUsage.ts'

/** What has been used so far: beside the choices, in Groq's own field, or in the choice as Moonshot does. */
export function readChunkUsage(chunk: JsonRecord): EventOf<'usage'> | undefined {
  const first = arrayField(chunk, 'choices')?.[0]
  const usage =
    recordField(chunk, 'usage') ??
    recordField(recordField(chunk, 'x_groq') ?? {}, 'usage') ??
    (isRecord(first) ? recordField(first, 'usage') : undefined)
  const event = usage && readTokenUsage(usage, true)
  if (event === undefined || event.cachedInputTokens !== undefined) return event
  // DeepSeek's and Moonshot's own names.
  const cachedInputTokens =
    numberField(usage ?? {}, 'prompt_cache_hit_tokens') ?? numberField(usage ?? {}, 'cached_tokens')
  return cachedInputTokens === undefined ? event : { ...event, cachedInputTokens }
}
