// A link definition may go on in lines that have not come: "[foo]: /url 'title" stays a paragraph until the title ends.

const LABEL = String.raw`\[(?:[^[\]\\]|\\.)*`
const DESTINATION = String.raw`(?:<(?:[^<>\\]|\\.)*>|[^< \t][^ \t]*)`
const BLANKS = String.raw`[ \t]`

/** What may still become a definition: a label, an address or a title that ends in a later line. */
const OPEN_DEFINITION = new RegExp(
  [
    String.raw`^${LABEL}\\?$`,
    String.raw`^${LABEL}\]:${BLANKS}*$`,
    String.raw`^${LABEL}\]:${BLANKS}*${DESTINATION}${BLANKS}*$`,
    String.raw`^${LABEL}\]:${BLANKS}*${DESTINATION}${BLANKS}+["'(]`,
  ].join('|'),
  's',
)

/** Whether a paragraph that begins with this line might be a link definition once more lines are known. */
export function mayBecomeDefinition(line: string): boolean {
  return line.startsWith('[') && OPEN_DEFINITION.test(line)
}

/** Whether a line behind a definition might begin its title. */
export function startsTitle(line: string): boolean {
  return line.startsWith('"') || line.startsWith("'") || line.startsWith('(')
}
