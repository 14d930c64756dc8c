import type { Piece } from './piece.ts'

/** Gives every frame of an event stream an id, and leaves out those up to `after`: that is how a stream is resumed. */
export function* numberFrames(pieces: Iterable<Piece>, after: number): Generator<Piece> {
  let number = 0
  for (const piece of pieces) {
    if (piece.kind !== 'text') yield piece
    else if (piece.text.startsWith(':')) {
      if (number >= after) yield piece
    } else {
      number += 1
      const lineEnd = piece.text.includes('\r\n') ? '\r\n' : '\n'
      const text = `id: ${number}${lineEnd}${piece.text.replace(/^id:.*\r?\n/m, '')}`
      if (number > after) yield { ...piece, text }
    }
  }
}
