import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import type { StreamEvent } from '../../src/dialects/events.ts'
import { reduceBatch, reduceStream } from '../../src/state/reduce.ts'
import { createStreamState } from '../../src/state/streamState.ts'
import { answer } from './stateOf.ts'

setFlagsFromString('--expose-gc')
const collect: unknown = runInNewContext('gc')

function heapUsed(): number {
  if (typeof collect === 'function') collect()
  return process.memoryUsage().heapUsed
}

const EVENTS = 1_000_000

// Measured: 1.5 M/s one by one, 2.9 M/s in chunks, 3 MB. The speed is per second of CPU, and the bound lenient: other
// work on the machine costs caches and clock.
test.each([
  ['one by one', 1],
  ['in chunks of 100', 100],
])(
  'a million tokens %s go fast and leave only their text',
  (_name, size) => {
    const before = heapUsed()
    const started = process.cpuUsage()
    let state = createStreamState()
    for (let first = 0; first < EVENTS; first += size) {
      const chunk = Array.from({ length: size }, (_event, index) =>
        answer(`t${(first + index) % 10} `),
      )
      state = reduceBatch(state, chunk)
    }
    const seconds = process.cpuUsage(started).user / 1_000_000
    const grown = heapUsed() - before
    expect(state.answer).toHaveLength(3 * EVENTS)
    expect(state.parts).toHaveLength(1)
    expect(EVENTS / seconds).toBeGreaterThan(150_000)
    expect(grown - state.answer.length).toBeLessThan(10_000_000)
  },
  30_000,
)

test('a long list of parts is copied once per chunk, not once per token', () => {
  const tools = Array.from({ length: 5_000 }, (_tool, index): StreamEvent => ({
    type: 'tool-start',
    toolCallId: `${index}`,
  }))
  const tokens = Array.from({ length: 200_000 }, () => answer('word '))
  const before = reduceBatch(createStreamState(), tools)
  const started = process.cpuUsage()
  expect(reduceBatch(before, tokens).answer).toHaveLength(1_000_000)
  // A copy per token would take 200,000 times 5,000 steps.
  expect(process.cpuUsage(started).user).toBeLessThan(1_000_000)
})

test('two parts that grow in turns stay linear', () => {
  const started = process.cpuUsage()
  let state = createStreamState()
  for (let index = 0; index < 40_000; index++) {
    state = reduceStream(state, answer('word ', { partId: index % 2 === 0 ? 'a' : 'b' }))
  }
  expect(state.answer).toHaveLength(200_000)
  expect(process.cpuUsage(started).user).toBeLessThan(1_000_000)
})

test.each([
  [
    'results',
    (index: number): readonly StreamEvent[] => [
      {
        type: 'results',
        kind: 'retrieved',
        items: [{ id: `${index}`, images: [], metadata: {} }],
      },
    ],
  ],
  [
    'steps',
    (index: number): readonly StreamEvent[] => [
      { type: 'step-start', stepId: `${index}`, index },
      answer('word ', { stepId: `${index}` }),
      { type: 'step-end', stepId: `${index}`, status: 'ok' },
    ],
  ],
])('8,000 %s that come one by one cost little more than a copied list each', (_name, eventsOf) => {
  let state = createStreamState()
  let events = 0
  const started = process.cpuUsage()
  for (let index = 0; index < 8_000; index++) {
    for (const event of eventsOf(index)) {
      state = reduceStream(state, event)
      events++
    }
  }
  const spent = process.cpuUsage(started).user
  // The same copies and nothing else, in the same process: what a busy machine does to one it does to the other.
  const copying = process.cpuUsage()
  let length = 0
  for (let index = 0; index < events; index++) {
    length += [...state.parts].length + [...state.steps, ...state.results].length
  }
  const floor = process.cpuUsage(copying).user
  expect(length).toBeGreaterThan(0)
  expect(state.parts.length).toBeGreaterThanOrEqual(8_000)
  // Finding each item again in a list that is walked from the start cost thirty times as much.
  expect(spent / floor).toBeLessThan(8)
})
