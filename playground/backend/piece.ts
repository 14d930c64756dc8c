/** What a backend does next with its connection. */
export type Piece =
  | {
      readonly kind: 'text'
      readonly text: string
      /** Pause before it, in token times: a search takes longer than a token. */
      readonly wait: number
    }
  | {
      readonly kind: 'bytes'
      readonly bytes: Uint8Array
      readonly wait: number
      /** A pause in milliseconds on top of that. */
      readonly ms: number
    }
  /** The connection breaks, as when a worker is killed. */
  | { readonly kind: 'drop' }
  /** Nothing comes for so many milliseconds, or any more, and the connection stays open. */
  | { readonly kind: 'stall'; readonly ms?: number | undefined }

/** A piece of text on the wire, by default one token time after the one before. */
export function text(content: string, wait = 1): Piece {
  return { kind: 'text', text: content, wait }
}
