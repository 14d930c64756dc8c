import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { StreamEvent } from '../../src/dialects/events.ts'
import { reduceBatch, reduceStream } from '../../src/state/reduce.ts'
import { createStreamState, type StreamState } from '../../src/state/streamState.ts'
import { anyEvents } from './arbitraryEvents.ts'
import { stateOf } from './stateOf.ts'

function freeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  Object.values(value).forEach(freeze)
  return value
}

/** The states on the way through these events, the first and the last included; none of them can be written to. */
function statesAfter(events: readonly StreamEvent[]): readonly StreamState[] {
  const states = [freeze(createStreamState())]
  for (const event of freeze(events)) {
    states.push(freeze(reduceStream(states.at(-1) ?? createStreamState(), event)))
  }
  return states
}

function textOf(state: StreamState, type: 'text' | 'reasoning', stepId?: string): string {
  return state.parts
    .map((part) => {
      const isMeant = part.type === type && (stepId === undefined || part.stepId === stepId)
      return isMeant && 'text' in part ? part.text : ''
    })
    .join('')
}

/** What a state says twice, once through its parts and once through its lists. */
function viewThroughParts(state: StreamState): unknown {
  const { parts } = state
  const named = (type: string): readonly unknown[] =>
    parts.flatMap((part) => (part.type === type && 'id' in part ? [part.id] : []))
  const shown = (kind: string): readonly string[] =>
    parts.flatMap((part) => (part.type === 'results' && part.kind === kind ? part.ids : []))
  return {
    answer: textOf(state, 'text'),
    reasoning: textOf(state, 'reasoning'),
    steps: named('step'),
    stepTexts: state.steps.map((step) => textOf(state, 'text', step.id)),
    tools: named('tool'),
    results: shown('retrieved').toSorted(),
    references: shown('cited').toSorted(),
    keys: new Set(parts.map((part) => part.key)).size,
    emptyTexts: parts.filter((part) => 'text' in part && part.text === '').length,
  }
}

function viewThroughLists(state: StreamState): unknown {
  return {
    answer: state.answer,
    reasoning: state.reasoning,
    steps: state.steps.map((step) => step.id),
    stepTexts: state.steps.map((step) => step.text),
    tools: state.tools.map((tool) => tool.id),
    results: state.results.map((item) => item.id).toSorted(),
    references: state.references.map((item) => item.id).toSorted(),
    keys: state.parts.length,
    emptyTexts: 0,
  }
}

test('any events leave states whose parts and lists say the same, and write to none of them', () => {
  fc.assert(
    fc.property(anyEvents, (events) => {
      const states = statesAfter(events)
      expect(states.map(viewThroughParts)).toEqual(states.map(viewThroughLists))
    }),
    { numRuns: 500 },
  )
})

test('events in any batches give the state of the events one by one', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1 })
  fc.assert(
    fc.property(anyEvents, sizes, (events, turns) => {
      let state = freeze(createStreamState())
      let start = 0
      for (let turn = 0; start < events.length; turn++) {
        const size = turns[turn % turns.length] ?? 1
        state = freeze(reduceBatch(state, events.slice(start, start + size)))
        start += size
      }
      expect(state).toEqual(stateOf(...events))
    }),
    { numRuns: 500 },
  )
})

test('what an event does not change keeps its identity', () => {
  fc.assert(
    fc.property(anyEvents, (events) => {
      const states = statesAfter(events)
      expect(states.map((state, index) => copiesInVain(states[index - 1], state))).toEqual(
        states.map(() => []),
      )
    }),
    { numRuns: 300 },
  )
})

/** Names of the fields that are other objects than before and say the same. */
function copiesInVain(before: StreamState | undefined, after: StreamState): readonly string[] {
  const names: string[] = []
  if (before === undefined || before === after) return names
  let name: keyof StreamState
  for (name in after) {
    if (after[name] !== before[name] && isAlike(after[name], before[name])) names.push(name)
  }
  return isAlike(before, after) ? [...names, 'state'] : names
}

function isAlike(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right)
}

test('a whole text always leaves that text, whatever came before', () => {
  fc.assert(
    fc.property(anyEvents, fc.string(), (events, text) => {
      const pieces = events.filter((event) => event.type !== 'done')
      const truth: StreamEvent = { type: 'text-full', channel: 'answer', text, mode: 'final' }
      expect(stateOf(...pieces, truth).answer).toBe(text)
    }),
  )
})
