import { describe, expect, it } from 'vitest'
import { judgeScores, writeScore } from '../../../src/components/results/writeScore.ts'
import type { ResultItem } from '../../../src/dialects/events.ts'
import { en } from '../../../src/locales/en.ts'

const scored = (score?: number): ResultItem => ({
  id: String(score),
  images: [],
  metadata: {},
  ...(score !== undefined && { score }),
})

describe('writeScore', () => {
  it.each([
    [0, '0%'],
    [0.876, '88%'],
    [1, '100%'],
    [1.5, '1.5'],
    [-0.2, '-0.2'],
    [1234.567, '1,234.57'],
    [Number.NaN, undefined],
    [undefined, undefined],
  ])('writes %s as %s', (score, words) => {
    expect(writeScore(scored(score), 'auto', en.format)).toBe(words)
  })

  it('writes it as it is asked to', () => {
    expect(writeScore(scored(0.5), 'number', en.format)).toBe('0.5')
    expect(writeScore(scored(0.5), 'none', en.format)).toBeUndefined()
    expect(writeScore(scored(2), 'percent', en.format)).toBe('200%')
    expect(writeScore(scored(0.25), (score) => `${score * 4} of 4`, en.format)).toBe('1 of 4')
  })

  it('writes the scores of one list alike', () => {
    expect(judgeScores([scored(0.2), scored(), scored(1)])).toBe('auto')
    expect(judgeScores([scored(0.2), scored(12)])).toBe('number')
  })
})
