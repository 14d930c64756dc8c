/** What a backend does next with its connection. */
export type Piece =
  | {
      readonly kind: 'text'
      readonly text: string
      /** Pause before it, in token times: a search takes longer than a token. */
      readonly wait: number
    }
  /** The connection breaks, as when a worker is killed. */
  | { readonly kind: 'drop' }
  /** Nothing comes any more, and the connection stays open. */
  | { readonly kind: 'stall' }

/** A piece of text on the wire, by default one token time after the one before. */
export function text(content: string, wait = 1): Piece {
  return { kind: 'text', text: content, wait }
}
