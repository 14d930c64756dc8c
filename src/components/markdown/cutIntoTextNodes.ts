/** A text node longer than this is drawn as several. */
const LENGTH = 1_024

/** What one text node of a long text holds. */
export interface TextPiece {
  readonly text: string
  /** A line may end behind it, and more follows: the place for a `<wbr>`. */
  readonly endsAtBreak: boolean
}

/**
 * A text as the contents of its text nodes. Growing the text changes only the last one.
 *
 * Browsers shape neighbouring text as one, however many nodes it stands in, and all of it when it grows: a `<wbr>`
 * between two pieces, where a line may end anyway, parts them. A plain paragraph of 50 KB costs half as much with them.
 */
export function cutIntoTextNodes(text: string): TextPiece[] {
  const pieces: TextPiece[] = []
  let from = 0
  while (text.length - from > LENGTH) {
    const breakAt = lastBreak(text, from, from + LENGTH)
    const end = breakAt ?? lastWhole(text, from + LENGTH)
    pieces.push({ text: text.slice(from, end), endsAtBreak: breakAt !== undefined })
    from = end
  }
  if (from < text.length) pieces.push({ text: text.slice(from), endsAtBreak: false })
  return pieces
}

const BLANK = /[ \n]/
const IDEOGRAPH = /[\u4e00-\u9fff]/

/** The last place where a line may end whatever the language: behind a blank, or between two ideographs. */
function lastBreak(text: string, from: number, to: number): number | undefined {
  for (let at = to; at > from; at--) {
    const before = text.charAt(at - 1)
    if (BLANK.test(before)) return at
    if (IDEOGRAPH.test(before) && IDEOGRAPH.test(text.charAt(at))) return at
  }
  return undefined
}

/** That place or the one before it, which is not inside a character made of two. */
function lastWhole(text: string, at: number): number {
  const code = text.charCodeAt(at - 1)
  return code >= 0xd800 && code <= 0xdbff ? at - 1 : at
}
