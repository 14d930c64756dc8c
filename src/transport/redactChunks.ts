import type { RecordedChunk } from './recording.ts'

/**
 * Rewrites the whole text of a body. What stayed at its beginning and at its end keeps its place in the chunks, and with
 * it its time; between them the cuts fall where they fell before, in proportion.
 */
export function redactChunks(
  chunks: readonly RecordedChunk[],
  redact: (text: string) => string,
): readonly RecordedChunk[] {
  const texts = readTexts(chunks)
  const whole = texts.join('')
  const redacted = redact(whole)
  if (redacted === whole) return chunks
  const moveCut = createCutMover(whole, redacted)
  let cut = 0
  let end = 0
  return chunks.map(({ at }, index) => {
    const start = end
    cut += texts[index]?.length ?? 0
    end = Math.max(start, index === chunks.length - 1 ? redacted.length : moveCut(cut))
    // Half a character cannot be written to a file in UTF-8.
    if (/^[\uDC00-\uDFFF]/.test(redacted.slice(end, end + 1))) end++
    return { at, text: redacted.slice(start, end) }
  })
}

function readTexts(chunks: readonly RecordedChunk[]): readonly string[] {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  return chunks.map((chunk) => {
    if ('text' in chunk) return chunk.text
    const bytes = Uint8Array.from(atob(chunk.base64), (byte) => byte.charCodeAt(0))
    return decoder.decode(bytes, { stream: true })
  })
}

function createCutMover(whole: string, redacted: string): (cut: number) => number {
  const shorter = Math.min(whole.length, redacted.length)
  let head = 0
  while (head < shorter && whole[head] === redacted[head]) head++
  let tail = 0
  while (tail < shorter - head && whole.at(-1 - tail) === redacted.at(-1 - tail)) tail++
  const stretch = (redacted.length - head - tail) / (whole.length - head - tail || 1)
  return (cut) => {
    if (cut <= head) return cut
    if (cut >= whole.length - tail) return redacted.length - (whole.length - cut)
    return head + Math.ceil((cut - head) * stretch)
  }
}
