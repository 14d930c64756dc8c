/** Characters that mean something to Markdown, wherever they stand. */
const MARKS = /[\\`*_{}[\]<>#|~!]/g

/** A text as Markdown that shows exactly that text, on one line. */
export function escapeMarkdown(text: string): string {
  const escaped = text
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .replaceAll(MARKS, String.raw`\$&`)
  // A number with a dot, a dash or a plus would begin a list.
  return escaped.replace(/^(\d+)([.)])/, String.raw`$1\$2`).replace(/^([-+=])/, String.raw`\$1`)
}

const FENCE = /^ {0,3}(`{3,}|~{3,})(.*)$/
/** What opens a block of raw HTML that only its own end closes: it would swallow all that stands behind it. */
const OPEN_HTML = /^( {0,3})(?=<(?:!|\?|script|pre|style|textarea))/i

/**
 * Markdown of an answer that ends where it ends: a fence that was cut off is closed, and HTML, which the kit shows as the
 * text that it is, stays text.
 */
export function closeMarkdown(text: string): string {
  let fence: string | undefined
  const lines = text.split(/\r\n|\r|\n/).map((line) => {
    const [, marks, rest = ''] = FENCE.exec(line) ?? []
    if (fence === undefined) {
      if (marks !== undefined && !(marks.startsWith('`') && rest.includes('`'))) fence = marks
      else return line.replace(OPEN_HTML, String.raw`$1\ `.trimEnd())
    } else if (marks?.startsWith(fence) && rest.trim() === '') {
      fence = undefined
    }
    return line
  })
  return [...lines, ...(fence === undefined ? [] : [fence])].join('\n').trimEnd()
}
