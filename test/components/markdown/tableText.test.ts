import { describe, expect, it } from 'vitest'
import { createMarkdownDocument } from '../../../src/markdown.ts'
import { writeTableCsv, writeTableMarkdown } from '../../../src/components/markdown/tableText.ts'

function tableOf(text: string) {
  const document = createMarkdownDocument()
  document.append(text)
  const [table] = document.blocks
  if (table === undefined) throw new Error('no table')
  return table
}

describe('a table as comma-separated values', () => {
  it('doubles quotes, keeps commas and says what cells say without their markup', () => {
    const table = tableOf('| a | "b" |\n|---|---|\n| **1**, `2` | [x](https://e.com) |\n| only |\n')
    expect(writeTableCsv(table)).toBe('a,"""b"""\r\n"1, 2",x\r\nonly,\r\n')
  })

  it.each([
    ['=1+2', "'=1+2"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['+cmd', "'+cmd"],
    ['-2+3+cmd', "'-2+3+cmd"],
    ['＝1', "'＝1"],
    ['=HYPERLINK("http://e")', '"\'=HYPERLINK(""http://e"")"'],
    ['-5', '-5'],
    ['+3.5%', '+3.5%'],
    ['-1,000', '"-1,000"'],
    ['a=b', 'a=b'],
  ])('takes the meaning from formulas: %s', (cell, expected) => {
    expect(writeTableCsv(tableOf(`| h |\n|---|\n| ${cell} |\n`))).toBe(`h\r\n${expected}\r\n`)
  })
})

describe('a table as markdown', () => {
  it('reads as the same table', () => {
    const text = '| a | b | c |\n|:--|:-:|--:|\n| x \\| y | **bold** | `1` |\n| 2 |\n'
    const copy = writeTableMarkdown(tableOf(text))
    expect(writeTableCsv(tableOf(copy))).toBe(writeTableCsv(tableOf(text)))
    expect(copy).toBe(
      '| a | b | c |\n| :--- | :---: | ---: |\n| x \\| y | **bold** | `1` |\n| 2 |  |  |\n',
    )
  })
})
