import { expect, test } from 'vitest'
import type { EventOf, StreamEvent } from '../../src/dialects/events.ts'
import { reduceBatch, reduceStream } from '../../src/state/reduce.ts'
import { statusAfter, withStatus } from '../../src/state/status.ts'
import { createStreamState, type StreamStatus } from '../../src/state/streamState.ts'
import { answer, stateOf } from './stateOf.ts'

test.each(['idle', 'connecting', 'reconnecting'] as const)(
  'the first event of a run that is %s makes it stream',
  (status) => {
    const state = reduceStream(withStatus(createStreamState(), status), { type: 'meta' })
    expect(state.status).toBe('streaming')
  },
)

test('a paused run stays paused while the last events come in', () => {
  const paused = withStatus(stateOf(answer('a')), 'paused')
  expect(reduceStream(paused, answer('b'))).toMatchObject({ status: 'paused', answer: 'ab' })
})

test.each<[StreamStatus, EventOf<'done'>['reason'], boolean]>([
  ['complete', 'stop', true],
  ['complete', 'length', true],
  ['complete', 'eof', true],
  ['complete', 'interrupt', true],
  ['interrupted', 'eof', false],
  ['interrupted', 'other', false],
  ['failed', 'error', true],
  ['failed', 'error', false],
])('a stream is %s after done because of %s, clean %s', (status, reason, clean) => {
  const done = { type: 'done', reason, clean } as const
  expect(statusAfter(done)).toBe(status)
  expect(stateOf(answer('a'), done)).toMatchObject({ status, answer: 'a' })
})

test.each(['complete', 'interrupted', 'failed', 'cancelled'] as const)(
  'nothing changes a run that is %s',
  (status) => {
    const over = withStatus(stateOf(answer('a')), status)
    const late: readonly StreamEvent[] = [
      answer('b'),
      { type: 'meta', runId: 'r' },
      { type: 'done', reason: 'error', clean: true },
    ]
    for (const event of late) expect(reduceStream(over, event)).toBe(over)
    expect(reduceBatch(over, late)).toBe(over)
  },
)

test('what stands behind done in the same chunk is ignored', () => {
  const done = { type: 'done', reason: 'stop', clean: true } as const
  const state = reduceBatch(createStreamState(), [answer('a'), done, answer('b'), done])
  expect(state).toMatchObject({ status: 'complete', answer: 'a' })
})

test('no events are no change', () => {
  const state = stateOf(answer('a'))
  expect(reduceBatch(state, [])).toBe(state)
})
