import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { encoders } from '../../src/testing/encoders/index.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

function sayings(): string {
  const rows = Object.values(encoders)
    .toSorted((one, other) => one.dialect.localeCompare(other.dialect))
    .map(({ dialect, says, leavesOut }) => [
      `\`${dialect}\``,
      says.filter((saying) => saying !== 'done').join(', '),
      leavesOut.join(', '),
    ])
  const head = ['dialect', 'says, beside `done`', 'leaves out']
  const widths = head.map((cell, column) =>
    Math.max(cell.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n')
}

it.each(['docs/testing.md', 'docs/zh/testing.md'])('%s lists what each dialect can say', (page) => {
  expect(readFileSync(join(root, page), 'utf8')).toContain(sayings())
})
