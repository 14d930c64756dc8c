import { expect, test } from 'vitest'
import { reduceStream } from '../../src/state/reduce.ts'
import type { StreamEvent } from '../../src/dialects/events.ts'
import { answer, outline, reasoning, stateOf, whole } from './stateOf.ts'

const step = { type: 'step-start', stepId: 's', index: 0 } as const
const tool = { type: 'tool-start', toolCallId: 't' } as const

function snapshot(text: string): StreamEvent {
  return { type: 'text-full', channel: 'answer', text, mode: 'snapshot' }
}

test('the same text is no news', () => {
  const before = stateOf(answer('Hel'), answer('lo'))
  const after = reduceStream(before, whole('Hello'))
  expect(after.integrity).toBe('match')
  expect(after.parts).toBe(before.parts)
  expect(reduceStream(after, whole('Hello'))).toBe(after)
})

test('a longer text adds its rest to the running part', () => {
  const state = stateOf(answer('Hel'), { type: 'status', message: 'done' }, whole('Hello.'))
  expect(state).toMatchObject({ answer: 'Hello.', integrity: 'match' })
  expect(outline(state)).toEqual(['text:Hello.', 'status'])
})

test('a whole text without any piece before it is the answer', () => {
  expect(stateOf(whole('All at once'))).toMatchObject({ answer: 'All at once', integrity: 'match' })
  expect(stateOf(whole(''))).toMatchObject({ answer: '', parts: [], integrity: 'match' })
})

test('the rest stands behind the tool that was called in between', () => {
  expect(outline(stateOf(answer('a'), tool, whole('ab')))).toEqual(['text:a', 'tool:t', 'text:b'])
})

test('a growing snapshot appends only what is new', () => {
  const state = stateOf(snapshot('a'), snapshot('ab'), snapshot('ab'), snapshot('abc'))
  expect(state).toMatchObject({ answer: 'abc', integrity: 'match' })
  expect(state.parts).toHaveLength(1)
})

test('another text is the truth and the state says so to the end', () => {
  const state = stateOf(answer('Hullo world'), whole('Hello world'), whole('Hello world'))
  expect(state).toMatchObject({ answer: 'Hello world', integrity: 'repaired' })
  expect(outline(state)).toEqual(['text:Hello world'])
})

test('a text that was sent twice is single again', () => {
  const state = stateOf(answer('Once. '), answer('Once. '), whole('Once. '))
  expect(state).toMatchObject({ answer: 'Once. ', integrity: 'repaired' })
})

test('a shorter text cuts off what was too much', () => {
  const state = stateOf(answer('Hello'), tool, answer(' \n'), whole('Hello'))
  expect(state).toMatchObject({ answer: 'Hello', integrity: 'repaired' })
  expect(outline(state)).toEqual(['text:Hello', 'tool:t'])
})

test('parts inside the common beginning keep their identity', () => {
  const before = stateOf(answer('One. '), tool, answer('Tow. '), tool, step, answer('Three.'))
  const after = reduceStream(before, whole('One. Two. Three.'))
  expect(after.parts[0]).toBe(before.parts[0])
  expect(outline(after)).toEqual(['text:One. ', 'tool:t', 'text:Two. Three.', 'step:s'])
  expect(after.parts[2]?.key).toBe(before.parts[2]?.key)
  expect(after.tools).toBe(before.tools)
})

test('half of a surrogate pair in common does not tear the pair', () => {
  expect(stateOf(answer('a😀'), whole('a😁')).answer).toBe('a😁')
})

test('a named part is compared alone', () => {
  const state = stateOf(
    answer('one', { partId: '1' }),
    answer('tow', { partId: '2' }),
    whole('two', { partId: '2' }),
    whole('one!', { partId: '1' }),
    whole('three', { partId: '3' }),
  )
  expect(outline(state)).toEqual(['text:one!', 'text:two', 'text:three'])
  expect(state).toMatchObject({ answer: 'one!twothree', integrity: 'repaired' })
})

test('a step is compared alone and its text follows', () => {
  const state = stateOf(
    answer('before '),
    step,
    answer('result\n', { stepId: 's' }),
    whole('result', { stepId: 's' }),
  )
  expect(state).toMatchObject({ answer: 'before result', integrity: 'repaired' })
  expect(state.steps).toMatchObject([{ id: 's', text: 'result' }])
})

test('the rest of a step goes to the step', () => {
  const state = stateOf(step, answer('res', { stepId: 's' }), whole('result', { stepId: 's' }))
  expect(state.steps).toMatchObject([{ text: 'result' }])
  expect(outline(state)).toEqual(['step:s', 'text:result'])
})

test('the rest of a step that runs beside another goes on where the step was', () => {
  const state = stateOf(
    answer('a', { stepId: 's' }),
    answer('x', { stepId: 's2' }),
    whole('ab', { stepId: 's' }),
  )
  expect(outline(state)).toEqual(['text:ab', 'text:x'])
})

test('a part name that comes again in another step means the other part', () => {
  const state = stateOf(
    answer('a', { partId: '0', stepId: 's1' }),
    answer('b', { partId: '0', stepId: 's2' }),
    whole('c', { partId: '0', stepId: 's2' }),
  )
  expect(outline(state)).toEqual(['text:a', 'text:c'])
})

test('a repair of the whole answer reaches the steps that it touches', () => {
  const state = stateOf(
    step,
    answer('a', { stepId: 's' }),
    { type: 'step-start', stepId: 's2', index: 1 },
    answer('b', { stepId: 's2' }),
    whole('X'),
  )
  expect(state.steps.map((each) => each.text)).toEqual(['X', ''])
  expect(outline(state)).toEqual(['step:s', 'text:X', 'step:s2'])
})

test('the other channel is left alone', () => {
  const state = stateOf(reasoning('hm'), answer('a'), {
    type: 'text-full',
    channel: 'reasoning',
    text: 'well',
    mode: 'replace',
  })
  expect(state).toMatchObject({ answer: 'a', reasoning: 'well', integrity: 'repaired' })
})
