import { StreamError } from '../errors/streamError.ts'
import type { TextChunk } from './transport.ts'

export interface ChunkDecoder {
  /** @throws {StreamError} of kind `protocol` for what is neither text nor bytes. */
  decode(data: unknown): TextChunk
  /** No more comes: gives what is left of a character whose end is missing. */
  end(): TextChunk | undefined
}

const encoder = new TextEncoder()

/**
 * Decodes bytes as UTF-8, cut anywhere, and lets text through. A byte order mark is left in: whoever decodes the format
 * strips the one that is allowed there.
 */
export function createChunkDecoder(): ChunkDecoder {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  return {
    decode(data) {
      if (data instanceof ArrayBuffer || ArrayBuffer.isView(data)) {
        return { text: decoder.decode(data, { stream: true }), bytes: data.byteLength }
      }
      if (typeof data === 'string') {
        // Text is whole by itself, so half a character before it stays one.
        return { text: decoder.decode() + data, bytes: encoder.encode(data).byteLength }
      }
      throw new StreamError('protocol', 'A part of the stream is neither text nor bytes')
    },
    end() {
      const text = decoder.decode()
      return text === '' ? undefined : { text, bytes: 0 }
    },
  }
}
