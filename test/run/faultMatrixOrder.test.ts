import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openStream } from '../../src/run/openStream.ts'
import type { StreamOptions } from '../../src/run/streamRun.ts'
import type { StreamState } from '../../src/state/streamState.ts'
import { StreamError } from '../../src/errors/streamError.ts'
import { createManualClock } from '../support/manualClock.ts'
import { DONE, eventDialect, token, wire } from './eventDialect.ts'
import { createFakeTransport, turns } from './fakeTransport.ts'

const says = (id: number): string => `id: ${id}\n${wire(token(`${id} `))}`
const ends = (id: number): string => `id: ${id}\n${wire(DONE)}`
const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_number, index) => from + index)
const textOf = (numbers: readonly number[]): string =>
  numbers.map((number) => `${number} `).join('')

/** A run under a clock of its own, whose answer has begun. */
async function begin(options: StreamOptions = {}) {
  const clock = createManualClock()
  const transport = createFakeTransport()
  const run = openStream(
    { url: 'http://fake/' },
    { transport, clock, dialect: eventDialect, random: () => 0, ...options },
  )
  await turns()
  transport.answer()
  await turns()
  const say = async (...texts: readonly string[]): Promise<StreamState> => {
    for (const text of texts) transport.say(text)
    await turns()
    return run.state
  }
  const breakOff = async (): Promise<void> => {
    transport.fail(new StreamError('network', 'broken', { retryable: true }))
    await clock.advance(1000)
    await turns()
    transport.answer()
    await turns()
  }
  return { run, clock, transport, say, breakOff }
}

function warnings({ parts }: StreamState): readonly string[] {
  return parts.flatMap((part) =>
    part.type === 'status' && part.level === 'warning' ? [part.message] : [],
  )
}

describe('row 42: numbered events out of order', () => {
  test('events in order are shown at once, each of them', async () => {
    const { say, clock } = await begin()
    for (const number of range(1, 20)) {
      const timers = clock.pending
      expect((await say(says(number))).answer).toBe(textOf(range(1, number)))
      expect(clock.pending).toBe(timers)
    }
  })

  test.each<[string, readonly number[]]>([
    ['in steps', [10, 20, 30, 40]],
    ['that are times', [1_700_000_000_000, 1_700_000_000_180, 1_700_000_000_181]],
  ])('numbers %s wait for nothing', async (_how, numbers) => {
    const { say } = await begin()
    for (const [index, number] of numbers.entries()) {
      expect((await say(says(number))).answer).toBe(textOf(numbers.slice(0, index + 1)))
    }
  })

  test('offsets that begin with 0 are not taken for numbers with holes for long', async () => {
    const numbers = range(0, 12).map((index) => index * 5)
    const { say } = await begin()
    const state = await say(...numbers.map(says))
    expect(state.answer).toBe(textOf(numbers))
    expect(warnings(state)).toEqual([])
  })

  test('what was overtaken is put into its place', async () => {
    const { run, say } = await begin()
    expect((await say(says(1), says(3))).answer).toBe('1 ')
    expect((await say(says(2))).answer).toBe('1 2 3 ')
    const state = await say(says(6), says(5), says(4), ends(7))
    expect(state).toMatchObject({ status: 'complete', answer: textOf(range(1, 6)) })
    expect(warnings(state)).toEqual([])
    expect(run.connection.missingEvents).toBe(0)
  })

  test('any permutation of neighbours gives the ordered text, however it is cut', async () => {
    const blocks = fc.array(
      fc
        .integer({ min: 1, max: 64 })
        .chain((size) =>
          fc.shuffledSubarray([...range(0, size - 1)], { minLength: size, maxLength: size }),
        ),
      { minLength: 1, maxLength: 4 },
    )
    await fc.assert(
      fc.asyncProperty(blocks, fc.integer({ min: 1, max: 50 }), async (permutations, size) => {
        let numbers: readonly number[] = [1, 2, 3]
        for (const order of permutations) {
          const first = numbers.length + 1
          numbers = [...numbers, ...order.map((index) => first + index)]
        }
        const text = numbers.map(says).join('') + ends(numbers.length + 1)
        const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []
        const { run, say } = await begin()
        const state = await say(...pieces)
        expect(state).toMatchObject({
          status: 'complete',
          answer: textOf(range(1, numbers.length)),
        })
        expect(warnings(state)).toEqual([])
        expect(run.connection.missingEvents).toBe(0)
      }),
      { numRuns: 60 },
    )
  })

  test('more than 64 events wait for nothing any more: the gap is shown, and they are', async () => {
    const { run, say } = await begin()
    await say(...range(1, 3).map(says))
    expect((await say(...range(5, 68).map(says))).answer).toBe('1 2 3 ')
    const state = await say(says(69))
    expect(state.answer).toBe(textOf([1, 2, 3, ...range(5, 69)]))
    expect(warnings(state)).toEqual(['1 event is missing here'])
    expect(run.connection.missingEvents).toBe(1)
  })

  test('after 2 s of the run nobody waits any longer', async () => {
    const { run, say, clock } = await begin()
    await say(says(1), says(2), says(4))
    await clock.advance(1999)
    expect(run.state.answer).toBe('1 2 ')
    await clock.advance(1)
    expect(run.state.answer).toBe('1 2 4 ')
    expect(warnings(run.state)).toEqual(['1 event is missing here'])
    expect((await say(says(5))).answer).toBe('1 2 4 5 ')
  })

  test('what comes after its gap was shown is shown too, and says that it is late', async () => {
    const { run, say, clock } = await begin()
    await say(says(1), says(2), says(4))
    await clock.advance(2000)
    const state = await say(says(3), says(5), ends(6))
    expect(state).toMatchObject({ status: 'complete', answer: '1 2 4 3 5 ' })
    expect(warnings(state)).toEqual([
      '1 event is missing here',
      'What follows came late: it belongs further up',
    ])
    expect(run.connection.missingEvents).toBe(0)
  })

  test.each<[string, readonly string[]]>([
    ['the rest', [says(3), says(5), ends(6)]],
    ['all behind the cursor', [says(3), says(4), says(5), ends(6)]],
    ['all from the start', [...range(1, 5).map(says), ends(6)]],
    ['the rest out of order', [says(5), says(3), ends(6)]],
  ])('across a break, where the server sends %s', async (_what, rest) => {
    const { run, say, breakOff, transport } = await begin()
    await say(says(1), says(2), says(4))
    await breakOff()
    expect(transport.requests[1]?.headers.get('last-event-id')).toBe('2')
    const state = await say(...rest)
    expect(state).toMatchObject({ status: 'complete', answer: textOf(range(1, 5)) })
    expect(warnings(state)).toEqual([])
    expect(run.connection.missingEvents).toBe(0)
  })

  test('a clean end does not give up what the next response may bring', async () => {
    const { run, say, clock, transport } = await begin()
    await say(says(1), says(2), says(4))
    transport.end()
    await clock.advance(1000)
    transport.answer()
    const state = await say(says(3), says(5), ends(6))
    expect(state).toMatchObject({ status: 'complete', answer: textOf(range(1, 5)) })
    expect(run.connection.missingEvents).toBe(0)
  })

  test('what waits at the end of the run is shown behind its gap', async () => {
    const { run, say, transport } = await begin({ retry: false })
    await say(says(1), says(2), says(4))
    transport.fail(new StreamError('network', 'broken'))
    expect((await run.outcome).status).toBe('interrupted')
    expect(run.state.answer).toBe('1 2 4 ')
    expect(warnings(run.state)).toEqual(['1 event is missing here'])
    expect(run.connection.missingEvents).toBe(1)
  })

  test('a run that is stopped while something waits leaves no timer', async () => {
    const { run, say, clock } = await begin()
    await say(says(1), says(2), says(4))
    run.cancel()
    await turns()
    expect(clock.pending).toBe(0)
  })

  test.each<[string, readonly string[]]>([
    ['in one piece', [says(1) + says(2) + 'id: 3\n\n' + says(4) + 'id: 5\n\nid: 6\n\n' + says(7)]],
    ['in pieces', [says(1), says(2), 'id: 3\n\n', says(4), 'id: 5\n\n', 'id: 6\n\n', says(7)]],
  ])('an id that comes alone is no missing event, %s', async (_how, pieces) => {
    const { run, say, clock } = await begin()
    const timers = clock.pending
    expect((await say(...pieces)).answer).toBe(textOf([1, 2, 4, 7]))
    expect(clock.pending).toBe(timers)
    expect(warnings(run.state)).toEqual([])
    expect((await say(says(9), says(8))).answer).toBe(textOf([1, 2, 4, 7, 8, 9]))
  })

  test('an id that comes alone before a break is no missing event behind it', async () => {
    const { run, say, breakOff, transport } = await begin()
    await say(says(1), says(2), 'id: 3\n\n')
    await breakOff()
    expect(transport.requests[1]?.headers.get('last-event-id')).toBe('3')
    expect(await say(says(4), ends(5))).toMatchObject({
      status: 'complete',
      answer: textOf([1, 2, 4]),
    })
    expect(warnings(run.state)).toEqual([])
  })

  test("half an event that came too early is nobody's mistake but the connection's", async () => {
    const { run, say, clock, transport } = await begin()
    await say(says(1), says(2), says(4).slice(0, -20))
    transport.end()
    await turns()
    expect(run.state).toMatchObject({ status: 'reconnecting', answer: '1 2 ' })
    await clock.advance(1000)
    transport.answer()
    const state = await say(says(3), says(4), ends(5))
    expect(state).toMatchObject({ status: 'complete', answer: textOf(range(1, 4)), errors: [] })
    expect(warnings(state)).toEqual([])
  })
})
