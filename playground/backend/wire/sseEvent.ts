import { text, type Piece } from '../piece.ts'

/** One event of compact JSON without a name. */
export function dataEvent(value: unknown, wait?: number): Piece {
  return text(`data: ${JSON.stringify(value)}\n\n`, wait)
}

/** One event of compact JSON under a name. */
export function namedEvent(name: string, value: unknown, wait?: number): Piece {
  return text(`event: ${name}\ndata: ${JSON.stringify(value)}\n\n`, wait)
}

/** What OpenAI ends its streams with, and many after it. */
export const endMark: Piece = text('data: [DONE]\n\n')
