import { describe, expect, it } from 'vitest'
import { listMetadata } from '../../../src/components/results/listMetadata.ts'

describe('listMetadata', () => {
  it('shows plain values under readable names', () => {
    expect(listMetadata({ alarm_code: 'E-204', machineType: 'CNC', URL: 1, 报警: true })).toEqual([
      { key: 'alarm_code', label: 'Alarm code', value: 'E-204' },
      { key: 'machineType', label: 'Machine type', value: 'CNC' },
      { key: 'URL', label: 'URL', value: '1' },
      { key: '报警', label: '报警', value: 'true' },
    ])
  })

  it('leaves out what does not fit on a line', () => {
    const odd = { a: null, b: undefined, c: {}, d: [1], e: '  ', f: Number.NaN, g: 0 }
    expect(listMetadata(odd).map(({ key }) => key)).toEqual(['g'])
  })

  it('stops at a handful', () => {
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`k${index}`, index]))
    expect(listMetadata(many)).toHaveLength(8)
  })
})
