import type { DoneReason } from '../events.ts'

const REASONS: ReadonlyMap<string, DoneReason> = new Map<string, DoneReason>([
  ['STOP', 'stop'],
  ['MAX_TOKENS', 'length'],
  ['SAFETY', 'content-filter'],
  ['RECITATION', 'content-filter'],
  ['LANGUAGE', 'content-filter'],
  ['BLOCKLIST', 'content-filter'],
  ['PROHIBITED_CONTENT', 'content-filter'],
  ['SPII', 'content-filter'],
  ['IMAGE_SAFETY', 'content-filter'],
  ['IMAGE_PROHIBITED_CONTENT', 'content-filter'],
  ['IMAGE_RECITATION', 'content-filter'],
  ['MALFORMED_FUNCTION_CALL', 'error'],
  ['UNEXPECTED_TOOL_CALL', 'error'],
  ['MALFORMED_RESPONSE', 'error'],
])

/** Why the model stopped; what is not known is `other`. */
export function readGeminiFinish(finishReason: string): DoneReason {
  return REASONS.get(finishReason) ?? 'other'
}
