import { expect, test } from 'vitest'
import { DEFAULT_LIMITS, resolveLimits } from '../../src/run/limits.ts'
import { openStream } from '../../src/run/openStream.ts'
import { reduceWithin } from '../../src/run/textLimit.ts'
import { createStreamState } from '../../src/state/streamState.ts'
import { stateOf } from '../state/stateOf.ts'
import { DONE, eventDialect, token, wire } from './eventDialect.ts'
import { createFakeTransport, turns } from './fakeTransport.ts'

test('limits that are not named are the defaults, and are lifted only by their word', () => {
  expect(resolveLimits()).toEqual(DEFAULT_LIMITS)
  const limits = resolveLimits({ textLength: 'unlimited', jsonDepth: 4 })
  expect(limits).toEqual({ ...DEFAULT_LIMITS, textLength: Infinity, jsonDepth: 4 })
  expect(Object.values(resolveLimits('unlimited')).every((limit) => limit === Infinity)).toBe(true)
})

test.each([0, -1, Number.NaN, Infinity])('%s is no limit', (value) => {
  expect(() => resolveLimits({ eventBytes: value })).toThrow(/limits\.eventBytes/)
})

test('text is taken up to the limit and not beyond, reasoning included', () => {
  const events = [
    token('abc'),
    { type: 'text', channel: 'reasoning', delta: 'defg' },
    token('hij'),
    token('k'),
  ] as const
  const batch = reduceWithin(createStreamState(), events, 9)
  expect(batch).toMatchObject({
    isOverLimit: true,
    state: { answer: 'abchi', reasoning: 'defg' },
    events: [events[0], events[1], token('hi')],
  })
  expect(reduceWithin(createStreamState(), events, 11).isOverLimit).toBe(false)
})

test.each(['input', 'output'] as const)('the %s of a tool counts while it grows', (of) => {
  const piece = { type: 'tool-delta', toolCallId: 't', of, delta: '{"a":' } as const
  const events = [token('abc'), piece, piece, token('d')]
  const batch = reduceWithin(createStreamState(), events, 10)
  expect(batch).toMatchObject({
    isOverLimit: true,
    state: { answer: 'abc', tools: [{ [of]: '{"a":{"' }] },
    events: [events[0], piece, { ...piece, delta: '{"' }],
  })
  expect(reduceWithin(createStreamState(), events, 14).isOverLimit).toBe(false)
})

test('a whole text is cut to what fits', () => {
  const before = stateOf(token('abc'))
  const whole = { type: 'text-full', channel: 'answer', text: 'abcdefgh', mode: 'final' } as const
  expect(reduceWithin(before, [whole], 5).state).toMatchObject({
    answer: 'abcde',
    integrity: 'match',
  })
})

test('the cut goes between characters', () => {
  expect(reduceWithin(createStreamState(), [token('ab😀')], 3).state.answer).toBe('ab')
})

test('an endless answer ends at the limit, its text kept', async () => {
  const transport = createFakeTransport()
  const limits = { textLength: 1000 }
  const run = openStream({ url: '/' }, { transport, dialect: eventDialect, limits })
  await turns()
  transport.answer()
  for (let turn = 0; turn < 20; turn++) transport.say(wire(token('x'.repeat(70))))
  const outcome = await run.outcome
  expect(outcome).toMatchObject({ status: 'failed', error: { kind: 'limit', retryable: false } })
  expect(run.state).toMatchObject({ status: 'failed', errors: [{ code: 'limit' }] })
  expect(run.state.answer).toBe('x'.repeat(1000))
  expect(transport.signal?.aborted).toBe(true)
})

test('a limit that is reached together with the terminal counts', async () => {
  const transport = createFakeTransport()
  const limits = { textLength: 3 }
  const run = openStream({ url: '/' }, { transport, dialect: eventDialect, limits })
  await turns()
  transport.answer()
  transport.say(wire(token('abcd'), DONE))
  expect((await run.outcome).error?.kind).toBe('limit')
  expect(run.state.answer).toBe('abc')
})
