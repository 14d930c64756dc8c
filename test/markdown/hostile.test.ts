import { describe, expect, it } from 'vitest'
import { createMarkdownDocument } from '../../src/markdown.ts'
import { HOSTILE_SHAPES } from './support/hostileShapes.ts'

/** Far above what is measured (under 200 ms each on a quiet machine), far below what a quadratic step would take. */
const LIMIT = 4_000

describe.each(Object.keys(HOSTILE_SHAPES))('%s', (name) => {
  const make = HOSTILE_SHAPES[name] ?? String

  it('takes no time out of proportion at 50,000 characters', () => {
    const document = createMarkdownDocument({ repair: true })
    const started = performance.now()
    document.append(make(50_000))
    expect(document.tree.length).toBeGreaterThanOrEqual(0)
    document.finish()
    expect(document.tokens().length).toBeGreaterThanOrEqual(0)
    expect(performance.now() - started).toBeLessThan(LIMIT)
  })

  it('takes no time out of proportion while it grows', () => {
    const text = make(10_000)
    const document = createMarkdownDocument({ repair: true })
    const started = performance.now()
    for (let at = 0; at < text.length; at += 200) {
      document.append(text.slice(at, at + 200))
      expect(document.tree.length).toBeGreaterThanOrEqual(0)
    }
    expect(performance.now() - started).toBeLessThan(LIMIT)
  })
})
