const OBJECT_START = /^\s*(?:\[\s*)?\{\s*"/

/** A quote that nothing closes, whole or broken off within an escape. */
const UNCLOSED_STRING = /^\s*"[^"\\]*(?:\\.[^"\\]*)*\\?$/s

/**
 * What a text that is not JSON was before its end was lost: an object, or a list of them, or a string. A lone brace is a
 * token of a model, and so may be a quote: only what follows can tell.
 */
export function cutJsonOf(text: string): 'object' | 'string' | undefined {
  if (OBJECT_START.test(text)) return 'object'
  return UNCLOSED_STRING.test(text) ? 'string' : undefined
}
