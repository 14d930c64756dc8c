import { describe, expect, it } from 'vitest'
import { listMetadata, type MetadataRow } from '../../../src/components/results/listMetadata.ts'

const list = (
  metadata: Readonly<Record<string, unknown>>,
  { title = '', labels = {} } = {},
): readonly MetadataRow[] => listMetadata(metadata, { title, labels })

describe('listMetadata', () => {
  it('shows plain values under readable names', () => {
    expect(list({ alarm_code: 'E-204', machineType: 'CNC', URL: 1, 报警: true })).toEqual([
      { key: 'alarm_code', label: 'Alarm code', value: 'E-204' },
      { key: 'machineType', label: 'Machine type', value: 'CNC' },
      { key: 'URL', label: 'URL', value: '1' },
      { key: '报警', label: '报警', value: 'true' },
    ])
  })

  it('leaves out what does not fit on a line', () => {
    const odd = { a: null, b: undefined, c: {}, d: [1], e: '  ', f: Number.NaN, g: 0 }
    expect(list(odd).map(({ key }) => key)).toEqual(['g'])
  })

  it('leaves out what only machines read, unless the app has a word for it', () => {
    const metadata = {
      type: 'web_search_result',
      encrypted_content: 'Eo8CCioIAhgB',
      encryptedIndex: 'Eo8C',
      signature: 'c2ln',
      embedding: 'AACAPw==',
      vector: [0.25, 0.5],
      page_age: '3 days',
    }
    expect(list(metadata).map(({ key }) => key)).toEqual(['page_age'])
    expect(list(metadata, { labels: { type: 'Kind' } })[0]).toEqual({
      key: 'type',
      label: 'Kind',
      value: 'web_search_result',
    })
  })

  it('stops at a handful', () => {
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`k${index}`, index]))
    expect(list(many)).toHaveLength(8)
  })

  it('leaves out what the title says already, word by word', () => {
    const title = '[E14] 液压站压力过低 · Hydraulic Station'
    const metadata = { code: 'E14', short: 'E1', 报警: '液压站压力过低', at: 'hydraulic station' }
    expect(list(metadata, { title }).map(({ key }) => key)).toEqual(['short'])
  })

  it('keeps a figure and an odd sign that also stand in the title', () => {
    const metadata = { page: 2, isOpen: true, mark: '—' }
    expect(list(metadata, { title: 'Chapter 2 — true' })).toHaveLength(3)
  })

  it('takes the labels it is given, and no inherited name for one', () => {
    const rows = list({ alarm_code: 'E14', toString: 'a' }, { labels: { alarm_code: '报警代码' } })
    expect(rows.map(({ label }) => label)).toEqual(['报警代码', 'To string'])
  })
})
