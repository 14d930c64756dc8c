import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCumulativeReader } from '../../src/run/cumulativeReader.ts'
import { createStreamReader } from '../../src/run/streamReader.ts'
import { eventStream, readText } from './readText.ts'

const body = eventStream({ type: 'step_start' }, '正在', '查询', { type: 'step_end' }, '[DONE]')

describe('reading a text that grows', () => {
  it('gives the same events wherever the growth stops in between', () => {
    const { events } = readText(body)
    fc.assert(
      fc.property(fc.array(fc.nat(body.length), { maxLength: 8 }), (lengths) => {
        const reader = createCumulativeReader(createStreamReader())
        const sizes = [...lengths.toSorted((left, right) => left - right), body.length]
        const fed = sizes.flatMap((size) => reader.feed(body.slice(0, size)))
        expect([...fed, ...reader.end()]).toEqual(events)
        expect(reader.offset).toBe(body.length)
        expect(reader.dialect).toBe('workflow')
      }),
    )
  })

  it('loses no line that was cut at the end of a progress event', () => {
    const reader = createCumulativeReader(createStreamReader({ dialect: 'workflow' }))
    const events = body.split('').flatMap((_, index) => reader.feed(body.slice(0, index + 1)))
    const text = events.map((event) => (event.type === 'text' ? event.delta : '')).join('')
    expect(text).toBe('正在查询')
  })

  it('reads nothing twice when the same text is handed over again', () => {
    const reader = createCumulativeReader(createStreamReader())
    const first = reader.feed(body)
    expect(first.length).toBeGreaterThan(0)
    expect(reader.feed(body)).toEqual([])
  })

  it('keeps its place when an error sets the text back to nothing', () => {
    const reader = createCumulativeReader(createStreamReader())
    const half = body.slice(0, 40)
    reader.feed(half)
    expect(reader.feed('')).toEqual([])
    expect(reader.offset).toBe(40)
    reader.feed(body)
    expect(reader.end()).toEqual([])
  })
})
