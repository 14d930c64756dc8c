import type { RecordedChunk, Recording } from './recording.ts'
import type { TextChunk } from './transport.ts'

/** Gathers the chunks of one body. */
export interface ChunkRecorder {
  add(at: number, chunk: TextChunk): void
  /** What was gathered. Messages are kept as the text that they are; a body is kept byte by byte. */
  take(isMessages: boolean): Pick<Recording, 'chunks' | 'truncated'>
}

interface Heard extends TextChunk {
  readonly at: number
}

/** So many chunks of one body are kept: empty messages have no bytes that a limit could count, and take room as well. */
const MOST_CHUNKS = 262_144

/** Stops gathering behind so many bytes. */
export function createChunkRecorder(mostBytes: number): ChunkRecorder {
  const heard: Heard[] = []
  let size = 0
  let isTruncated = false

  return {
    add(at, { text, bytes }) {
      size += bytes
      if (size > mostBytes || heard.length >= MOST_CHUNKS) isTruncated = true
      if (!isTruncated) heard.push({ at, text, bytes })
    },
    take(isMessages) {
      const chunks = (isMessages ? undefined : cutBytes(heard)) ?? heard.map(keepText)
      return isTruncated ? { chunks, truncated: true } : { chunks }
    },
  }
}

const encoder = new TextEncoder()
const LONE_SURROGATE = /\p{Surrogate}/u

/**
 * A transport gives text, and of each piece the size that it had: half a character shows as bytes without text, and the
 * next piece brings the whole of it. Put together the bytes are the text in UTF-8, cut at those sizes. Gives `undefined`
 * where the two do not add up, since what came was no UTF-8.
 */
function cutBytes(heard: readonly Heard[]): readonly RecordedChunk[] | undefined {
  const whole = heard.map(({ text }) => text).join('')
  const all = encoder.encode(whole)
  const size = heard.reduce((sum, { bytes }) => sum + bytes, 0)
  // Half a character at the end of a broken body has a size and no text; so has what is no UTF-8. Half a surrogate pair,
  // which a transport that gets text may hand out, has no bytes that could be read back.
  if (all.length !== size || LONE_SURROGATE.test(whole)) return undefined
  let end = 0
  return heard.map(({ at, text, bytes }) => {
    const start = end
    end += bytes
    const piece = all.subarray(start, end)
    return decode(piece) === text && encoder.encode(text).length === bytes
      ? { at, text }
      : { at, base64: toBase64(piece) }
  })
}

function keepText({ at, text, bytes }: Heard): RecordedChunk {
  return encoder.encode(text).length === bytes ? { at, text } : { at, text, bytes }
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
}

function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}
