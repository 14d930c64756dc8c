import type { Token } from 'markdown-it'
import type { LineAnchor } from './locateSpans.ts'

/** A place in the tokens of a text: so many characters into the content of one of them, or behind it. */
export interface InlineAnchor {
  readonly index: number
  readonly offset: number
  readonly label: string
}

/**
 * Finds the places of anchors in the tokens of a paragraph, a heading or a cell.
 *
 * Inline tokens do not know where they come from. But what they show is what the source says, in its order, with
 * markup left out: so the source is walked beside them, a character of theirs at a time. Where a plugin shows what is
 * not in the source, a mark may come to stand too far behind, never in another block.
 */
export function placeAnchors(
  inline: Token,
  firstLine: number,
  anchors: readonly LineAnchor[],
): readonly InlineAnchor[] {
  const tokens = inline.children ?? []
  const ends = anchors.map((anchor) => ({
    at: offsetIn(inline.content, firstLine, anchor),
    label: anchor.label,
  }))
  const placed: InlineAnchor[] = []
  let at = 0
  let next = 0
  tokens.forEach((token, index) => {
    if (token.type === 'link_close') at = skipAddress(inline.content, at)
    const shown = token.type === 'text' || token.type === 'code_inline' ? token.content : ''
    for (let offset = 0; offset < shown.length; offset++) {
      at = findCharacter(inline.content, at, shown[offset] ?? '')
      for (let end = ends[next]; end !== undefined && end.at < at; end = ends[++next]) {
        placed.push({ index, offset: token.type === 'text' ? offset : Infinity, label: end.label })
      }
      for (let end = ends[next]; end !== undefined && end.at === at; end = ends[++next]) {
        const behind = token.type === 'text' ? offset + 1 : Infinity
        placed.push({ index, offset: behind, label: end.label })
      }
    }
  })
  for (const { label } of ends.slice(next)) {
    const index = tokens.length - 1
    placed.push({ index, offset: tokens[index]?.content.length ?? 0, label })
  }
  return placed
}

/** Where in the inline content an anchor stands: each line of it is a part of its line of the source. */
function offsetIn(content: string, firstLine: number, { line, column, text }: LineAnchor): number {
  const lines = content.split('\n')
  const index = Math.min(line - firstLine, lines.length - 1)
  const own = lines[index] ?? ''
  const before = lines.slice(0, index).reduce((length, each) => length + each.length + 1, 0)
  const start = text.lastIndexOf(own.trimEnd())
  return before + Math.min(Math.max(column - Math.max(start, 0), 0), own.length)
}

/** Behind the next such character; where the source says it otherwise, as in `&amp;`, where the walk stands. */
function findCharacter(content: string, from: number, character: string): number {
  const found = content.indexOf(character, from)
  return found < 0 ? from : found + character.length
}

/** Behind the address of a link whose label ends here, so that its letters are not taken for text. */
function skipAddress(content: string, from: number): number {
  const end = content.indexOf(']', from)
  if (end < 0 || end > from + 8) return from
  const opening = content[end + 1]
  if (opening === '[') return Math.max(content.indexOf(']', end + 1) + 1, end + 1)
  if (opening !== '(') return end + 1
  let depth = 0
  for (let at = end + 1; at < content.length; at++) {
    if (content[at] === '(') depth++
    else if (content[at] === ')' && --depth === 0) return at + 1
  }
  return end + 1
}
