import { describe, expect, it } from 'vitest'
import { groupThreads } from '../../../src/components/chat/groupThreads.ts'
import { en } from '../../../src/locales/en.ts'
import { zhCN } from '../../../src/locales/zhCN.ts'

const at = (...date: readonly [number, number, number, number?, number?]): number =>
  new Date(...date).getTime()
const now = at(2026, 10, 21, 0, 30)

const labels = (times: readonly number[], messages = en): readonly string[] =>
  groupThreads(
    times.map((updatedAt, place) => ({ id: String(place), updatedAt })),
    now,
    messages,
  ).map(({ label, threads }) => `${label}: ${threads.map(({ id }) => id).join()}`)

describe('groupThreads', () => {
  it('goes by the days of the calendar, not by spans of 24 hours', () => {
    const times = [at(2026, 10, 21, 0, 1), at(2026, 10, 20, 23, 59), at(2026, 10, 20, 0, 0)]
    expect(labels(times)).toEqual(['Today: 0', 'Yesterday: 1,2'])
  })

  it('puts what is older under the week and then under its months', () => {
    const times = [at(2026, 10, 14), at(2026, 10, 13, 23, 59), at(2026, 9, 30), at(2025, 9, 30)]
    expect(labels(times)).toEqual([
      'Last 7 days: 0',
      'November 2026: 1',
      'October 2026: 2',
      'October 2025: 3',
    ])
    expect(labels(times, zhCN).at(-1)).toBe('2025年10月: 3')
  })

  it('puts the latest first, and what is to come under today', () => {
    expect(labels([at(2026, 10, 21, 0, 10), at(2026, 10, 22), at(2026, 10, 21, 0, 20)])).toEqual([
      'Today: 1,2,0',
    ])
  })

  it('puts all under nothing as long as nobody knows the time', () => {
    const threads = [{ id: 'a', updatedAt: 1 }]
    expect(groupThreads(threads, undefined, en)).toEqual([{ label: '', threads }])
    expect(groupThreads([], undefined, en)).toEqual([])
  })
})
