const COLON = 0x3a
const SPACE = 0x20

const FIELD_NAMES = ['data', 'event', 'id', 'retry'] as const

export type FieldName = (typeof FIELD_NAMES)[number]

const FIELD_STARTS = [':', ...FIELD_NAMES.map((name) => `${name}:`)]

/** Whether the text is a field's name with its colon, or the colon of a comment. */
export function isFieldStart(text: string): boolean {
  return FIELD_STARTS.includes(text)
}

/** Whether more text could make a field or a comment of this beginning of a line. */
export function mayBecomeField(text: string): boolean {
  return FIELD_STARTS.some((fieldStart) => fieldStart.startsWith(text))
}

/** Whether the text is a field's name that breaks off, as a stream may at its end. */
export function isCutFieldName(text: string): boolean {
  return FIELD_NAMES.some((name) => name.length > text.length && name.startsWith(text))
}

/** Whether the line that begins at `start` is a comment. */
export function isComment(source: string, start: number): boolean {
  return source.charCodeAt(start) === COLON
}

/**
 * Where the value of a field begins, or -1 when the line is not that field.
 *
 * "If the line contains a colon, … collect the characters after the first colon"; without one the value is empty. "If
 * value starts with a U+0020 SPACE character, remove it from value": one, never more. The name is compared in place:
 * looking for the colon first would search the rest of the chunk for every line without one.
 */
export function fieldValueStart(
  source: string,
  start: number,
  end: number,
  name: FieldName,
): number {
  if (!source.startsWith(name, start)) return -1
  const afterName = start + name.length
  if (afterName === end) return end
  if (source.charCodeAt(afterName) !== COLON) return -1
  return hasSpaceAt(source, afterName + 1) ? afterName + 2 : afterName + 1
}

export function hasSpaceAt(source: string, index: number): boolean {
  return source.charCodeAt(index) === SPACE
}
