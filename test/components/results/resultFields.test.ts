import { describe, expect, it } from 'vitest'
import { listFields, type ResultField } from '../../../src/components/results/resultFields.ts'
import type { ResultItem } from '../../../src/dialects/events.ts'
import { en } from '../../../src/locales/en.ts'
import { zhCN } from '../../../src/locales/zhCN.ts'

const metadata = {
  alarm_code: 'E-204',
  machine: { line: 3, 'no.': 'A' },
  tags: ['hot', '', 7, {}],
  wear: 0.256,
  size: '2048000',
  took: 65_000,
  seen: '2026-03-04',
  nothing: null,
  page: 'https://docs.example.com/a',
  script: 'javascript:alert(1)',
}
const item: ResultItem = { id: '1', title: 'E-204', images: [{ url: 'a.png' }], metadata }

const list = (...fields: readonly ResultField[]): readonly (readonly string[])[] =>
  listFields(item, { fields, title: 'E-204', messages: en, links: {} }).map(({ label, value }) => [
    label,
    value,
  ])

describe('listFields', () => {
  it('gives the rows in the order of the fields, also what the title says already', () => {
    expect(list({ key: 'machine.line', label: 'Line' }, { key: 'alarm_code' })).toEqual([
      ['Line', '3'],
      ['Alarm code', 'E-204'],
    ])
  })

  it('joins lists and fields, and leaves out what an item does not have', () => {
    expect(
      list({ key: 'tags' }, { key: 'nothing' }, { key: 'absent' }, { key: 'machine' }),
    ).toEqual([['Tags', 'hot, 7']])
    expect(list({ key: 'alarm_code+machine.line', label: 'Both' })).toEqual([['Both', 'E-204 3']])
  })

  it('writes figures, spans of time and days as the language does', () => {
    expect(
      list(
        { key: 'wear', format: 'percent' },
        { key: 'wear', format: 'number' },
        { key: 'size', format: 'bytes' },
        { key: 'took', format: 'duration' },
        { key: 'seen', format: 'date' },
      ).map(([, value]) => value),
    ).toEqual(['26%', '0.26', '2 MB', '1m 5s', 'Mar 4, 2026'])
    const fields: readonly ResultField[] = [{ key: 'seen', format: 'date' }]
    const [row] = listFields(item, { fields, title: '', messages: zhCN, links: {} })
    expect(row?.value).toBe('2026年3月4日')
  })

  it('shows what does not fit its format as it stands', () => {
    expect(
      list(
        { key: 'alarm_code', format: 'number' },
        { key: 'alarm_code', format: 'date' },
        { key: 'tags', format: 'percent' },
      ).map(([, value]) => value),
    ).toEqual(['E-204', 'E-204'])
  })

  it('takes a value from anywhere and words from a function', () => {
    expect(
      list(
        { key: 'photos', value: ({ images }) => images.length, format: 'number' },
        { key: 'wear', format: (value) => (Number(value) > 0.2 ? 'worn' : undefined) },
        { key: 'took', format: () => undefined },
      ),
    ).toEqual([
      ['Photos', '1'],
      ['Wear', 'worn'],
    ])
  })

  it('makes links only of addresses that the policy allows', () => {
    const fields: readonly ResultField[] = [
      { key: 'page', format: 'link' },
      { key: 'script', format: 'link' },
    ]
    const rows = listFields(item, { fields, title: '', messages: en, links: {} })
    expect(rows.map(({ href }) => href)).toEqual(['https://docs.example.com/a', undefined])
    expect(rows[1]?.value).toBe('javascript:alert(1)')
  })

  it('reaches no inherited field', () => {
    expect(list({ key: 'constructor.name' }, { key: '__proto__' }, { key: 'toString' })).toEqual([])
  })
})
