import type { OpenBlock } from './openBlock.ts'

// What stands alone at the start of a line may become a list, a heading, a rule or a fence with the next character.
// Shown as it is, it would flash as text, or worse turn the paragraph above into a heading for a moment.
const UNDECIDED_START =
  /^[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)*(?:[-=*_+~`#]+|(?:[-*_][ \t]*){2}|\d{1,9}[.)]?|>|\$|\\)[ \t]*$/

/** Blanks show nothing; let through, they would take what follows them along as if it were decided. */
const INDENT = /^[ \t]+$/

/** A fence is decided, and shows the code that comes at once. */
const OPEN_FENCE = /^[ \t>]*(?:`{3,}|~{3,})$/

/** A row that may be the head of a table, and a delimiter row that is still being typed. */
const TABLE_HEAD = /^[ \t>]*\|[^\n]*(?:\n[ \t>]*[|:\- \t]*)?$/

/** A delimiter row heads no table itself. */
const DELIMITER_ROW = /^[ \t>]*\|[|:\- \t]*(?:\n|$)/

/** The same without a bar in front, below a line that may be its head. */
const BARE_DELIMITER_ROW = /^[ \t>]*(?::|:?-+:?[ \t]*\|[|:\- \t]*|:-+:?[ \t]*)$/

/** A head longer than this is no table but text that begins with a bar. */
const MAX_HEAD = 1_024

/**
 * How much of the last lines of a text may be shown: all but an end that the next characters will decide.
 * `text` begins at the start of a line; `open` is what the text above it ended in.
 */
export function showableLength({
  text,
  open,
}: {
  readonly text: string
  readonly open: OpenBlock
}): number {
  const lineStart = text.lastIndexOf('\n') + 1
  const head = open === 'text' ? tableHeadStart(text, lineStart) : -1
  if (head >= 0) return head
  const line = text.slice(lineStart)
  if (line === '' || OPEN_FENCE.test(line)) return text.length
  const isUndecided = [INDENT, UNDECIDED_START, BARE_DELIMITER_ROW].some((start) =>
    start.test(line),
  )
  return isUndecided ? lineStart : text.length
}

function tableHeadStart(text: string, lineStart: number): number {
  const previousStart = lineStart === 0 ? -1 : text.lastIndexOf('\n', lineStart - 2) + 1
  for (const start of [previousStart, lineStart]) {
    if (start < 0 || text.length - start > MAX_HEAD) continue
    const head = text.slice(start)
    if (TABLE_HEAD.test(head) && (start === lineStart || !DELIMITER_ROW.test(head))) return start
  }
  return -1
}
