import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encoderOf } from '../../src/testing/encoders/index.ts'
import { encodeEvents } from '../../src/testing/encoders/encodeEvents.ts'
import { chooseDialect, dialects } from '../../src/dialects/index.ts'
import { sayingOf } from '../../src/testing/encoders/encoder.ts'
import { everyCut } from '../../src/testing/everyCut.ts'
import { readText } from '../run/readText.ts'
import { arbitraryScript, oneOfEach } from './scriptEvents.ts'
import { retell } from './retell.ts'

describe.each(dialects.map(({ name }) => name))('the encoder of %s', (name) => {
  const encoder = encoderOf(name)

  it('writes what its reader reads back as the same events', () => {
    fc.assert(
      fc.property(arbitraryScript(encoder.says), (events) => {
        const text = encodeEvents(encoder, events)
        const { events: read } = readText(text, {
          dialect: chooseDialect(name),
          headers: { 'content-type': encoder.contentType },
        })
        expect(retell(read, encoder.leavesOut)).toEqual(retell(events, encoder.leavesOut))
      }),
      { numRuns: 60 },
    )
  })

  it('is found by itself, and is the same however it is cut', () => {
    const pieces = ['Open the valve. ', 'Then wait. ', 'It is done. ']
    const answer = pieces.map((delta) => ({ type: 'text', channel: 'answer', delta }) as const)
    const text = encodeEvents(encoder, [...answer, { type: 'done', reason: 'stop', clean: true }])
    const headers = { 'content-type': encoder.contentType }
    const { state, reader } = readText(text, { headers })
    expect(reader.dialect).toBe(name)
    expect(state.answer).toBe(pieces.join(''))
    for (const cut of everyCut(text)) expect(readText(cut, { headers }).state).toEqual(state)
  })

  it('refuses by name what the backend has no way to say', () => {
    const events = oneOfEach.filter(
      (event) => !encoder.says.some((saying) => saying === sayingOf(event)),
    )
    expect(events.length).toBeGreaterThan(0)
    for (const event of events) {
      const writer = encoder.create()
      const words = `A stream of ${name} cannot say ${String(sayingOf(event))}`
      expect(() => writer.write(event)).toThrow(words)
    }
  })
})
