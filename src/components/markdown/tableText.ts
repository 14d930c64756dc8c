import { listBlocks } from '../../markdown/blockList.ts'
import type { MarkdownBlock } from '../../markdown/markdownBlock.ts'
import { visibleText } from '../../markdown/visibleText.ts'
import { plainText } from './plainText.ts'

const DELIMITERS: ReadonlyMap<string, string> = new Map([
  ['text-align:left', ':---'],
  ['text-align:center', ':---:'],
  ['text-align:right', '---:'],
])

/** The cells of each row of a table, its head first. */
function rowsOf(table: MarkdownBlock): MarkdownBlock[][] {
  return listBlocks(table.children)
    .flatMap((section) => listBlocks(section.children))
    .map((row) => listBlocks(row.children))
}

/** A table as markdown that reads as the same table. */
export function writeTableMarkdown(table: MarkdownBlock): string {
  const [head = [], ...rows] = rowsOf(table).map((cells) => cells)
  const delimiters = head.map(({ token }) => {
    return DELIMITERS.get(String(token.attrGet('style') ?? '')) ?? '---'
  })
  const lines = [head.map(sourceOf), delimiters, ...rows.map((cells) => cells.map(sourceOf))]
  return lines.map((cells) => `| ${cells.join(' | ')} |\n`).join('')
}

/** A bar within a cell needs a backslash again, which reading the row has taken away. */
function sourceOf(cell: MarkdownBlock): string {
  return visibleText(cell.inline?.content ?? '').replaceAll('|', '\\|')
}

/**
 * A table as comma-separated values (RFC 4180: CR LF between records, quotes doubled).
 *
 * Spreadsheets take a cell that begins with `=`, `+`, `-` or `@` for a formula, and a formula can send the sheet
 * somewhere. Such a cell gets an apostrophe in front, as OWASP advises, unless it is a plain number.
 */
export function writeTableCsv(table: MarkdownBlock): string {
  return rowsOf(table)
    .map((cells) => `${cells.map((cell) => field(textOf(cell))).join(',')}\r\n`)
    .join('')
}

function textOf(cell: MarkdownBlock): string {
  return visibleText(plainText(cell.inline?.children ?? [])).trim()
}

const FORMULA = /^[\s]*[=+\-@\uff1d\uff0b\uff0d\uff20|]/
const NUMBER = /^[+-]?[\d.,\u00a0 ]*\d%?$/

function field(text: string): string {
  const harmless = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
