import MarkdownIt from 'markdown-it'
import { describe, expect, it } from 'vitest'
import { createMarkdownDocument } from '../../../src/markdown.ts'
import { footnoteRules } from '../../../src/markdown/plugins/footnoteRules.ts'
import { mathRules } from '../../../src/markdown/plugins/mathRules.ts'

const PIECES = [
  ...'$ $$ \\( \\[ \\] $a [^1] $` \\\\( {$} $$\n \\[\n'.split(' '),
  '$a ',
  '[^1]: ',
  '[^a]: \n    ',
  '[^a]: x\n',
  '$x^2 ',
  '\\(a ',
  '> $$\n',
]

/** Milliseconds; twenty times what a quiet machine needs. */
const LIMIT = 2_000

function timeOf(text: string, size: number): number {
  const parser = new MarkdownIt({ linkify: true }).use(mathRules).use(footnoteRules)
  const document = createMarkdownDocument({ parser, repair: true })
  const start = performance.now()
  for (let at = 0; at < text.length; at += size) {
    document.append(text.slice(at, at + size))
    void document.tree
  }
  return performance.now() - start
}

describe.each(PIECES)('%j, over and over', (piece) => {
  it('is read in time, whole and while it grows', () => {
    const text = piece.repeat(Math.ceil(50_000 / piece.length))
    expect(timeOf(text, text.length)).toBeLessThan(LIMIT)
    expect(timeOf(text.slice(0, 10_000), 200)).toBeLessThan(LIMIT)
  })
})

function write(from: number, to: number): string {
  return Array.from({ length: to - from }, (_, index) => {
    const number = from + index
    return `Text ${number}[^${number}] and $x_${number}$.\n\n$$\na\n$$\n\n[^${number}]: Note *${number}*.\n\n`
  }).join('')
}

it('notes and formulas cost as much at the end of an answer as at its start', () => {
  let calls = 0
  const parser = new MarkdownIt().use(mathRules).use(footnoteRules)
  parser.inline.ruler.before('text', 'count', () => {
    calls++
    return false
  })
  const document = createMarkdownDocument({ parser })
  const costOf = (text: string): number => {
    calls = 0
    for (let at = 0; at < text.length; at += 16) {
      document.append(text.slice(at, at + 16))
      void document.tree
    }
    return calls
  }
  const early = costOf(write(1_000, 1_100))
  costOf(write(2_000, 3_000))
  expect(costOf(write(3_000, 3_100))).toBeLessThan(early * 1.2)
})
