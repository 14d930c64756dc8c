import { describe, expect, it } from 'vitest'
import { visibleCode, visibleText } from '../../src/markdown.ts'

describe('visible text', () => {
  it('leaves out what reorders or smuggles', () => {
    expect(visibleText('a\u202eb\u2066c\u200fd\u061ce')).toBe('abcde')
    expect(visibleText('a\u{e0041}\u{e007f}b')).toBe('ab')
    expect(visibleText('a\u0000\u0007\u0085b')).toBe('ab')
    expect(visibleText('\u001b[31mred\u001b[0m \u001b]0;title\u0007x')).toBe('red x')
  })

  it('keeps what people write', () => {
    for (const text of ['中文，混排 Latin', '👩‍👩‍👧', 'می‌خواهم', 'tab\tand\nline', 'é ệ']) {
      expect(visibleText(text)).toBe(text)
    }
  })

  it('keeps eight marks on a letter', () => {
    expect(visibleText(`a${'\u0301'.repeat(50)}b`)).toBe(`a${'\u0301'.repeat(8)}b`)
  })

  it('names in code what it would leave out in text', () => {
    expect(visibleCode('a\u202eb\u001b[0m\n\tc')).toBe('a⟦U+202E⟧b␛[0m\n\tc')
    expect(visibleCode('plain\n')).toBe('plain\n')
  })
})
