import { describe, expect, it } from 'vitest'
import { describeConnection } from '../../../src/components/status/describeConnection.ts'
import { en } from '../../../src/locales/en.ts'
import { zhCN } from '../../../src/locales/zhCN.ts'
import { createStreamConnection, type StreamConnection } from '../../../src/run/connection.ts'

const facts = (
  known: Partial<StreamConnection>,
  now: number | undefined = 10_000,
  messages = en,
): string =>
  describeConnection({ ...createStreamConnection(), ...known }, now, messages).facts.join(' · ')

const elapsed = (known: Partial<StreamConnection>, now?: number): number | undefined =>
  describeConnection({ ...createStreamConnection(), ...known }, now, en).elapsedMs

describe('describeConnection', () => {
  it('has nothing to say of a first attempt that gets on', () => {
    expect(facts({ attempt: 1, startedAt: 0, firstTokenAt: 900 })).toBe('')
  })

  it('counts down to the next try, and never to nothing before it goes out', () => {
    const waiting = { attempt: 1, retryAt: 13_000 }
    expect(facts(waiting, 9_500)).toBe('try 2 in 4s')
    expect(facts(waiting, 12_999)).toBe('try 2 in 1s')
    expect(facts(waiting, 13_050)).toBe('try 2 in 0s')
    expect(facts({ attempt: 2 })).toBe('try 2')
    expect(facts(waiting, 9_500, zhCN)).toBe('4秒后进行第 2 次尝试')
  })

  it('says how long nothing has come and behind which event it goes on', () => {
    expect(facts({ stalledSince: 1_000 }, 21_900)).toBe('nothing for 20s')
    expect(facts({ attempt: 3, resumingAt: '42' })).toBe('try 3 · after event 42')
    expect(facts({ resumingAt: 'x'.repeat(500) })).toHaveLength('after event '.length + 16)
  })

  it('says in the end how long the first words took, and what was wrong', () => {
    const ended = { startedAt: 1_000, firstTokenAt: 1_840, endedAt: 4_000 }
    expect(facts(ended)).toBe('first words after 0.8s')
    expect(facts({ ...ended, firstTokenAt: 1_040, endedAt: 1_900 })).toBe('')
    expect(facts({ ...ended, attempt: 2 })).toBe('2 tries · first words after 0.8s')
    expect(facts({ ...ended, missingEvents: 1 })).toBe('1 event missing · first words after 0.8s')
    expect(facts({ ...ended, isBufferingSuspected: true }, 10_000, zhCN)).toBe(
      '首字用时 0.8秒 · 内容一次性到达，途中可能有缓冲',
    )
  })

  it('counts from the start of the run to its end, or to now', () => {
    expect(elapsed({ startedAt: 1_000 }, 3_500)).toBe(2_500)
    expect(elapsed({ startedAt: 1_000, endedAt: 2_000 }, 3_500)).toBe(1_000)
    expect(elapsed({ startedAt: 1_000 })).toBeUndefined()
    expect(elapsed({}, 3_500)).toBeUndefined()
  })
})
