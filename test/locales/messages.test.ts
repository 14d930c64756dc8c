import { describe, expect, it } from 'vitest'
import { en } from '../../src/locales/en.ts'
import { extendMessages } from '../../src/locales/messages.ts'
import { zhCN } from '../../src/locales/zhCN.ts'

function listWords(words: object, path = ''): string[] {
  return Object.entries(words).flatMap(([name, word]: [string, unknown]) =>
    typeof word === 'object' && word !== null ? listWords(word, `${path}${name}.`) : path + name,
  )
}

describe('messages', () => {
  it('say the same things in both languages', () => {
    // Which fields need a label of their own differs: names on the wire are English already.
    const said = { ...zhCN, fields: en.fields }
    expect(listWords(said)).toEqual(listWords(en))
  })

  it('leave nothing unsaid', () => {
    for (const messages of [en, zhCN]) {
      const empty = Object.values(messages).flatMap((group: object) =>
        Object.entries(group).filter(([, word]: [string, unknown]) => word === ''),
      )
      expect(empty).toEqual([])
    }
  })

  it('count as the language does', () => {
    expect(en.results.found(1)).toBe('1 result')
    expect(en.results.found(0)).toBe('0 results')
    expect(en.results.found(1200)).toBe('1,200 results')
    expect(zhCN.results.found(3)).toBe('3 条结果')
  })

  it('write durations in seconds and minutes', () => {
    expect(en.format.duration(999)).toBe('0s')
    expect(en.format.duration(65_000)).toBe('1m 5s')
    expect(zhCN.format.duration(65_000)).toBe('1分钟 5秒')
  })

  it('take words of your own, group by group', () => {
    const own = extendMessages(en, { actions: { stop: 'Halt' } })
    expect(own.actions.stop).toBe('Halt')
    expect(own.actions.retry).toBe(en.actions.retry)
    expect(listWords(own)).toEqual(listWords(en))
  })
})
