import { StreamError } from '../errors/streamError.ts'

/** Pieces of text that are waiting for their end: joined once, so that any number of them costs linear time. */
export interface BoundedText {
  /** @throws {StreamError} of kind `limit` as soon as the pieces together exceed the limit. */
  append(piece: string): void
  /** Gives the pieces joined, and starts afresh. */
  take(): string
}

/** The most bytes of UTF-8 that one UTF-16 unit can stand for. */
const MAX_BYTES_PER_UNIT = 3

/**
 * Collects text up to a size.
 *
 * Exact counting would cost more than all other work, so the pieces are counted only when their length says that
 * they might exceed the limit, and then each only once.
 * @param separator is set between the pieces, and counted after each of them.
 */
export function createBoundedText(maxBytes: number, separator = ''): BoundedText {
  let pieces: string[] = []
  let countedPieces = 0
  let countedBytes = 0
  let uncountedUnits = 0

  return {
    append(piece) {
      pieces.push(piece)
      uncountedUnits += piece.length + separator.length
      if (countedBytes + uncountedUnits * MAX_BYTES_PER_UNIT <= maxBytes) return
      for (const uncounted of pieces.slice(countedPieces)) {
        countedBytes += utf8Length(uncounted, 0, uncounted.length) + separator.length
      }
      countedPieces = pieces.length
      uncountedUnits = 0
      if (countedBytes > maxBytes) throw limitError(maxBytes)
    },
    take() {
      const text = pieces.join(separator)
      pieces = []
      countedPieces = 0
      countedBytes = 0
      uncountedUnits = 0
      return text
    },
  }
}

/** @throws {StreamError} of kind `limit` when `text.slice(start, end)` is longer than `maxBytes` in UTF-8. */
export function checkSize(text: string, start: number, end: number, maxBytes: number): void {
  if ((end - start) * MAX_BYTES_PER_UNIT <= maxBytes) return
  if (utf8Length(text, start, end) > maxBytes) throw limitError(maxBytes)
}

/** Either half of a surrogate pair counts two of the pair's four bytes, so it may be cut in two without being seen. */
function utf8Length(text: string, start: number, end: number): number {
  let bytes = 0
  for (let index = start; index < end; index++) {
    const unit = text.charCodeAt(index)
    if (unit < 0x80) bytes += 1
    else if (unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff)) bytes += 2
    else bytes += 3
  }
  return bytes
}

function limitError(maxBytes: number): StreamError {
  return new StreamError('limit', `An event of the stream is larger than ${maxBytes} bytes`)
}
