import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createReactSplitter, splitReactText } from '../../../src/dialects/text/reactText.ts'

interface Written {
  readonly channel: string
  readonly delta: string
}

function splitPieces(pieces: readonly string[]): readonly Written[] {
  const written: Written[] = []
  const splitter = createReactSplitter((channel, delta) => written.push({ channel, delta }))
  for (const piece of pieces) splitter.push(piece)
  splitter.end()
  return written
}

function textOf(written: readonly Written[], channel: string): string {
  return written
    .filter((piece) => piece.channel === channel)
    .map(({ delta }) => delta)
    .join('')
}

describe('splitting the text of a ReAct agent', () => {
  it.each([
    ['Thought: easy\nAnswer: 42', 'Thought: easy\n', ' 42'],
    ['Thought: 用户想知道\nAnswer: 可以。\n', 'Thought: 用户想知道\n', ' 可以。\n'],
    [' \n Thought: x Answer:y', ' \n Thought: x ', 'y'],
    [
      'Thought: a\nAction: find\nAction Input: {}',
      'Thought: a\nAction: find\nAction Input: {}',
      '',
    ],
    ['Action: find\nAction Input: {}', 'Action: find\nAction Input: {}', ''],
    [
      'Thought: a\nAction: f\nObservation: b\nAnswer: c',
      'Thought: a\nAction: f\nObservation: b\n',
      ' c',
    ],
    ['Thought: one\nAnswer: two\nAnswer: three', 'Thought: one\n', ' two\nAnswer: three'],
    ['Sure!\nThought: hm\nAnswer: ok', '\nThought: hm\n', 'Sure! ok'],
    ['Answer: 42', '', 'Answer: 42'],
    ['There is no marker.\n\nAt all', '', 'There is no marker.\n\nAt all'],
    ['Thoughts are free', '', 'Thoughts are free'],
    ['Thoug', '', 'Thoug'],
    ['Thought:', 'Thought:', ''],
    ['   ', '', '   '],
    ['Thought: never ending An', 'Thought: never ending An', ''],
    ['', '', ''],
  ])('%j', (text, reasoning, answer) => {
    expect(splitReactText(text)).toEqual({ reasoning, answer })
  })

  it('gives the same channels however the text is cut', () => {
    const words = fc.constantFrom('Thought:', 'Answer:', 'Action:', 'An', 'T', '\n', ' ', '答', 'x')
    const texts = fc.array(words, { maxLength: 12 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(texts, fc.array(fc.nat(60), { maxLength: 6 }), (text, positions) => {
        const ends = [...positions.toSorted((left, right) => left - right), text.length]
        const written = splitPieces(ends.map((end, index) => text.slice(ends[index - 1] ?? 0, end)))
        const { reasoning, answer } = splitReactText(text)
        expect(textOf(written, 'reasoning')).toBe(reasoning)
        expect(textOf(written, 'answer')).toBe(answer)
      }),
      { numRuns: 500 },
    )
  })

  it('loses nothing of the reasoning and the answer but the marker between them', () => {
    const words = fc.constantFrom('Answer:', 'Action:', 'Thought:', 'Answ', 'er:', '\n', 'x')
    fc.assert(
      fc.property(fc.array(words, { maxLength: 10 }), (parts) => {
        const text = `Thought:${parts.join('')}`
        const { reasoning, answer } = splitReactText(text)
        expect([reasoning, `${reasoning}Answer:${answer}`]).toContain(text)
      }),
    )
  })

  it('holds back nothing but what may become a marker', () => {
    const written: string[] = []
    const splitter = createReactSplitter((_channel, delta) => written.push(delta))
    splitter.push('The')
    splitter.push(' thing An')
    expect(written).toEqual(['The', ' thing An'])
  })

  it('holds the beginning of an answer marker until it is clear', () => {
    const written: string[] = []
    const splitter = createReactSplitter((channel, delta) => written.push(`${channel} ${delta}`))
    splitter.push('Thought: An')
    expect(written).toEqual(['reasoning Thought: '])
    splitter.push('y')
    splitter.push('way Answ')
    splitter.push('er: 1')
    expect(written.slice(1)).toEqual(['reasoning Any', 'reasoning way ', 'answer  1'])
  })

  it('takes linear time for an endless row of blanks', () => {
    const start = performance.now()
    splitPieces(Array.from({ length: 100_000 }, () => ' '))
    expect(performance.now() - start).toBeLessThan(1000)
  })
})
