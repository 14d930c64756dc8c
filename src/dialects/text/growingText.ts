import { LONGER_THAN_A_TOKEN } from './spokenText.ts'

/** What a chunk adds: the next piece, or a text that takes the place of all that was given so far. */
export type Growth =
  | { readonly kind: 'piece'; readonly text: string }
  | { readonly kind: 'whole'; readonly text: string }

/** A text of which each chunk is either the next piece or all of it so far, and the backend does not say which. */
export interface GrowingText {
  /** Gives nothing when the chunk says nothing new. */
  read(chunk: string): Growth | undefined
  /** It is known now that chunks are pieces. */
  settleForPieces(): void
  /** All of the text so far. */
  readonly text: string
}

/**
 * Finds out by the chunks themselves: as long as each begins with the one before it, they are snapshots.
 *
 * That is certain once a chunk repeats more than a token could. Before, two tokens may look the same ("ha", "ha"): the
 * first chunk that does not go on shows that they were pieces, and what was taken for repetition is made good.
 */
export function createGrowingText(): GrowingText {
  let mode: 'open' | 'pieces' | 'snapshots' = 'open'
  let text = ''
  /** What the text would be if all chunks were pieces. */
  let pieces = ''

  function readSnapshot(chunk: string): Growth | undefined {
    const isLonger = chunk.length > text.length
    const piece = chunk.slice(text.length)
    if (text.length >= LONGER_THAN_A_TOKEN) mode = 'snapshots'
    if (mode === 'open') pieces += chunk
    text = chunk
    return isLonger ? { kind: 'piece', text: piece } : undefined
  }

  function readBroken(chunk: string): Growth {
    if (mode === 'snapshots') {
      text = chunk
      return { kind: 'whole', text }
    }
    mode = 'pieces'
    const shown = text
    text = pieces + chunk
    return text.startsWith(shown)
      ? { kind: 'piece', text: text.slice(shown.length) }
      : { kind: 'whole', text }
  }

  return {
    read(chunk) {
      if (chunk === '') return undefined
      if (mode === 'pieces') {
        text += chunk
        return { kind: 'piece', text: chunk }
      }
      return chunk.startsWith(text) ? readSnapshot(chunk) : readBroken(chunk)
    },
    settleForPieces() {
      if (mode === 'open') mode = 'pieces'
    },
    get text() {
      return text
    },
  }
}
