const COLON = 0x3a
const SPACE = 0x20

export type FieldName = 'data' | 'event' | 'id' | 'retry'

const FIELD_STARTS = [':', 'data:', 'event:', 'id:', 'retry:']

/** Whether the text is a field's name with its colon, or the colon of a comment. */
export function isFieldStart(text: string): boolean {
  return FIELD_STARTS.includes(text)
}

/** Whether more text could make a field or a comment of this beginning of a line. */
export function mayBecomeField(text: string): boolean {
  return FIELD_STARTS.some((fieldStart) => fieldStart.startsWith(text))
}

/** Whether the line that begins at `start` is a comment. */
export function isComment(source: string, start: number): boolean {
  return source.charCodeAt(start) === COLON
}

/**
 * Where the value of a field begins, or -1 when the line is not that field.
 *
 * "If the line contains a colon, … collect the characters after the first colon"; without one the value is empty. The
 * name is compared in place: looking for the colon first would search the rest of the chunk for every line without one.
 */
export function fieldValueStart(
  source: string,
  start: number,
  end: number,
  name: FieldName,
): number {
  const afterName = start + name.length
  if (afterName > end) return -1
  for (let index = 0; index < name.length; index++) {
    if (source.charCodeAt(start + index) !== name.charCodeAt(index)) return -1
  }
  if (afterName === end) return end
  return source.charCodeAt(afterName) === COLON ? afterName + 1 : -1
}

/** "If value starts with a U+0020 SPACE character, remove it from value": one, never more. */
export function skipSpace(source: string, start: number, end: number): number {
  return start < end && source.charCodeAt(start) === SPACE ? start + 1 : start
}
