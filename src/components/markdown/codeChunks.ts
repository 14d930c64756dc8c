/** Lines that share a text node: enough to keep the page small, few enough that adding a line rewrites little. */
export const LINES_PER_CHUNK = 32

/**
 * Code cut into runs of whole lines. A run is final once the next one has begun, so that code growing at its end
 * changes only the last.
 */
export function cutIntoChunks(code: string): string[] {
  const chunks: string[] = []
  let start = 0
  let lines = 0
  for (let at = code.indexOf('\n'); at >= 0; at = code.indexOf('\n', at + 1)) {
    lines++
    if (lines < LINES_PER_CHUNK) continue
    chunks.push(code.slice(start, at + 1))
    start = at + 1
    lines = 0
  }
  if (start < code.length) chunks.push(code.slice(start))
  return chunks
}

/** The language a fence names: its first word, if that is a name and not something else. */
export function languageOf(info: string): string {
  return /^\s*([A-Za-z0-9+#._-]{1,32})(?![^\s{])/.exec(info)?.[1] ?? ''
}
