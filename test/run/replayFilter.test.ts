import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { StreamEvent } from '../../src/dialects/events.ts'
import { createReplayFilter } from '../../src/run/replayFilter.ts'
import { reduceStream } from '../../src/state/reduce.ts'
import { createStreamState } from '../../src/state/streamState.ts'
import { cutText } from './readText.ts'

const say = (delta: string): StreamEvent => ({ type: 'text', channel: 'answer', delta })
const whole = (text: string): StreamEvent => ({
  type: 'text-full',
  channel: 'answer',
  mode: 'snapshot',
  text,
})
const DONE: StreamEvent = { type: 'done', reason: 'stop', clean: true }
const status = (message: string): StreamEvent => ({ type: 'status', message })

/** Shows events, breaks, and shows what the filter lets through of the replay. */
function replay(before: readonly StreamEvent[], again: readonly (readonly StreamEvent[])[]) {
  const shown = before.reduce(reduceStream, createStreamState())
  const { answer, reasoning } = shown
  const others = before.filter(({ type }) => type !== 'text')
  const filter = createReplayFilter({ texts: { answer, reasoning }, others })
  const lengths: number[] = []
  const state = again.flatMap(filter).reduce((current, event) => {
    const next = reduceStream(current, event)
    lengths.push(next.answer.length)
    return next
  }, shown)
  return { state, shortest: Math.min(answer.length, ...lengths) }
}

describe('an answer that is sent again from its start', () => {
  it('doubles nothing, however it is cut the second time', () => {
    const cuts = fc.array(fc.nat(30), { maxLength: 8 })
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 30 }),
        fc.nat(30),
        cuts,
        (text, at, places) => {
          const before = [status('searching'), say(text.slice(0, at))]
          const pieces = cutText(
            text,
            places.map((place) => place % (text.length + 1)),
          )
          const { state } = replay(before, [[status('searching')], pieces.map(say), [DONE]])
          expect(state).toMatchObject({ status: 'complete', answer: text, integrity: 'unchecked' })
          expect(state.parts.filter(({ type }) => type === 'status')).toHaveLength(1)
        },
      ),
    )
  })

  it('gives way to another answer only when that is as long', () => {
    const { state, shortest } = replay(
      [say('one two ')],
      [[say('One ')], [say('zwei drei')], [DONE]],
    )
    expect(state).toMatchObject({ answer: 'One zwei drei', integrity: 'repaired' })
    expect(shortest).toBe(8)
  })

  it('gives way to a shorter one only when that is complete', () => {
    const half = replay([say('one two ')], [[say('One!')]])
    expect(half.state.answer).toBe('one two ')
    const broken: StreamEvent = { type: 'done', reason: 'eof', clean: false }
    expect(replay([say('one two ')], [[say('One!'), broken]]).state.answer).toBe('one two ')
    expect(replay([say('one two ')], [[say('One!'), DONE]]).state.answer).toBe('One!')
  })

  it('holds whole texts against what is shown', () => {
    const { state, shortest } = replay([say('one two')], [[whole('one')], [whole('one two three')]])
    expect(state.answer).toBe('one two three')
    expect(shortest).toBe(7)
  })

  it('lets through what is new beside the text', () => {
    const before = [status('searching'), status('reading')]
    const again = [status('searching'), status('reading'), status('writing'), say('a')]
    const { state } = replay(before, [again])
    expect(state.parts.map((part) => ('message' in part ? part.message : part.type))).toEqual([
      'searching',
      'reading',
      'writing',
      'text',
    ])
  })

  it('adds up usage and tool output once', () => {
    const usage: StreamEvent = { type: 'usage', inputTokens: 5, cumulative: false }
    const tool: StreamEvent = { type: 'tool-delta', toolCallId: 't', of: 'input', delta: '{"a"' }
    const rest: StreamEvent = { type: 'tool-delta', toolCallId: 't', of: 'input', delta: ':1}' }
    const { state } = replay([tool, usage], [[tool, usage, rest]])
    expect(state.usage?.inputTokens).toBe(5)
    expect(state.tools[0]?.input).toBe('{"a":1}')
  })
})
