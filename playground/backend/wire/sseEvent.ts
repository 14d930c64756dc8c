import * as sse from '../../../src/testing/encoders/sseText.ts'
import { text, type Piece } from '../piece.ts'

/** One event of compact JSON without a name. */
export function dataEvent(value: unknown, wait?: number): Piece {
  return text(sse.dataEvent(value), wait)
}

/** One event of compact JSON under a name. */
export function namedEvent(name: string, value: unknown, wait?: number): Piece {
  return text(sse.namedEvent(name, value), wait)
}

/** The same event with the line ends of HTTP, as Google's servers and `sse-starlette` write them. */
export function withCrlf(piece: Piece): Piece {
  return piece.kind === 'text' ? { ...piece, text: piece.text.replaceAll('\n', '\r\n') } : piece
}

/** What OpenAI ends its streams with, and many after it. */
export const endMark: Piece = text(sse.END_MARK)
