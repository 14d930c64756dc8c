/**
 * The start of a line, behind the marks of the quotes and lists it stands in, then a label and a colon, then at most
 * one line break and an address that nothing has ended yet.
 */
const UNFINISHED_DEFINITION =
  /(^|\n)[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t>]+)*\[(?!\^)(?:[^[\]\\\n]|\\[^\n])+\]:[ \t]*(?:\n[ \t>]*)?[^\s]*$/

/** A definition is looked for in this much of the end of the text: far longer than any address worth following. */
const REACH = 4_096

/**
 * The text without a link definition whose address is still being typed.
 *
 * Every prefix of an address is an address too, so that each use of the label would become a link, or worse an image
 * request, to every one of them.
 */
export function holdUnfinishedDefinition(source: string): string {
  const from = Math.max(0, source.length - REACH)
  const found = UNFINISHED_DEFINITION.exec(source.slice(from))
  return found === null ? source : source.slice(0, from + found.index + (found[1]?.length ?? 0))
}
