const OPENS = new Set(['{', '['])
const CLOSES = new Set(['}', ']'])
const BLANKS = new Set([' ', '\n', '\r', '\t'])
/** Deeper than that nobody reads, and the indents alone would be longer than the text many times over. */
const DEEPEST = 50

/** What may stand outside of strings in JSON: numbers, `true`, `false`, `null`. */
const PLAIN = /[-+.\w]/

/**
 * Sets JSON text in lines and columns, also while it is still arriving.
 *
 * What is set never moves: the result for the start of a text is the start of the result for all of it. It equals
 * `JSON.stringify(value, null, 2)`, save that figures stay as they were written, which parsing would round.
 * `undefined` for what is no JSON, or nested too deeply to be set in lines.
 */
export function formatJson(text: string): string | undefined {
  let written = ''
  let depth = 0
  let isInString = false
  let isEscaped = false
  /** A line ends here, as soon as it is known that something other than a closing mark follows an opening one. */
  let isLineDue = false
  let isEmpty = false
  let before = ''

  const newLine = (): string => `\n${'  '.repeat(depth)}`

  for (const character of text) {
    if (isInString) {
      written += character
      if (isEscaped) isEscaped = false
      else if (character === '\\') isEscaped = true
      else if (character === '"') isInString = false
      continue
    }
    const isBehindBlank = BLANKS.has(before)
    before = character
    if (BLANKS.has(character)) continue
    if (CLOSES.has(character)) {
      depth -= 1
      if (depth < 0) return undefined
      written += isEmpty ? character : `${newLine()}${character}`
      isLineDue = isEmpty = false
      continue
    }
    if (isLineDue) written += newLine()
    isLineDue = isEmpty = false
    if (OPENS.has(character)) {
      written += character
      depth += 1
      if (depth > DEEPEST) return undefined
      isLineDue = isEmpty = true
    } else if (character === ',') {
      written += character
      isLineDue = true
    } else if (character === ':') written += ': '
    else if (character === '"') {
      written += character
      isInString = true
    } else if (PLAIN.test(character)) {
      // Words with a blank between them are no figure and no name.
      if (isBehindBlank && PLAIN.test(written.at(-1) ?? '')) return undefined
      written += character
    } else return undefined
  }
  return written
}
