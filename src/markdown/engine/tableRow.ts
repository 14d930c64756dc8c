/**
 * The cells of a table row. A bar behind a backslash is text, and only then the backslash is not; bars at both ends of
 * the row part nothing.
 */
export function cutRow(row: string): string[] {
  const cells: string[] = []
  let cell = ''
  let from = 0
  for (let bar = row.indexOf('|'); bar >= 0; bar = row.indexOf('|', bar + 1)) {
    if (row[bar - 1] === '\\') {
      cell += row.slice(from, bar - 1)
      from = bar
      continue
    }
    cells.push(cell + row.slice(from, bar))
    cell = ''
    from = bar + 1
  }
  cells.push(cell + row.slice(from))
  if (cells[0] === '') cells.shift()
  if (cells.at(-1) === '') cells.pop()
  return cells
}
