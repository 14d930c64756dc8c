/**
 * Finds where bytes of a text in UTF-8 stand in its UTF-16: one walk over the text for all of them.
 *
 * A byte within a character gives the beginning of that; what lies behind the end of the text is not in the result.
 */
export function toUtf16Offsets(
  text: string,
  byteOffsets: readonly number[],
): ReadonlyMap<number, number> {
  const found = new Map<number, number>()
  let bytes = 0
  let units = 0
  for (const offset of byteOffsets.toSorted((left, right) => left - right)) {
    while (units < text.length) {
      const codePoint = text.codePointAt(units) ?? 0
      const next = bytes + utf8Length(codePoint)
      if (next > offset) break
      bytes = next
      units += codePoint > 0xffff ? 2 : 1
    }
    if (units < text.length || bytes === offset) found.set(offset, units)
  }
  return found
}

function utf8Length(codePoint: number): number {
  if (codePoint < 0x80) return 1
  if (codePoint < 0x800) return 2
  return codePoint < 0x10000 ? 3 : 4
}
