/**
 * A text node longer than this is drawn as several. Browsers lay a text node out anew when it grows, so that one node
 * for a long paragraph costs more with each word.
 */
const LENGTH = 1_024

const LAST_BLANK = /\s(?=\S*$)/

/** A text as the contents of its text nodes. Growing the text changes only the last one. */
export function cutIntoTextNodes(text: string): string[] {
  const pieces: string[] = []
  let from = 0
  while (text.length - from > LENGTH) {
    const end = from + cutAt(text.slice(from, from + LENGTH))
    pieces.push(text.slice(from, end))
    from = end
  }
  if (from < text.length) pieces.push(text.slice(from))
  return pieces
}

/** Behind the last blank; in writing without blanks anywhere but inside a character made of two. */
function cutAt(piece: string): number {
  const blank = LAST_BLANK.exec(piece)?.index ?? -1
  if (blank >= 0) return blank + 1
  const code = piece.charCodeAt(piece.length - 1)
  return code >= 0xd800 && code <= 0xdbff ? piece.length - 1 : piece.length
}
