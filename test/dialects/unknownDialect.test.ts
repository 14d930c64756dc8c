import { describe, expect, it } from 'vitest'
import { eventStream, readText, typesOf } from '../run/readText.ts'

const odd = (count: number): string =>
  eventStream(...Array.from({ length: count }, (_, index) => ({ odd: index })))
const tokens = (...words: readonly string[]): string =>
  eventStream(...words.map((token) => ({ type: 'token', token })), {
    type: 'final',
    data: { success: true },
  })

describe('a protocol that no dialect knows', () => {
  it('is data and never text, and its end is no clean one', () => {
    const { events, state } = readText(odd(4))
    expect(events[0]).toEqual({ type: 'start', dialect: 'unknown' })
    expect(events.slice(1, -1)).toEqual(
      [0, 1, 2, 3].map((index) => ({ type: 'data', name: 'unknown', data: { odd: index } })),
    )
    expect(events.at(-1)).toEqual({ type: 'done', reason: 'eof', clean: false })
    expect(state).toMatchObject({ answer: '', status: 'interrupted' })
  })

  it('is complete behind an end mark', () => {
    for (const mark of ['[DONE]', '"[DONE]"']) {
      const { state } = readText(`${odd(4)}data: ${mark}\n\n`)
      expect(state).toMatchObject({ answer: '', status: 'complete' })
    }
  })

  it('gives named events their names', () => {
    const { events } = readText('event: ping\ndata: {}\n\nevent: note\ndata: words\n\n')
    expect(events.slice(1, -1)).toEqual([
      { type: 'data', name: 'ping', data: {} },
      { type: 'data', name: 'note', data: 'words' },
    ])
  })

  it.each([
    ['event: error\n\n', /\w+ \w+/],
    ['event: error\ndata: {"message":"no key"}\n\n', /^no key$/],
    ['data: {"error":{"message":"no key"}}\n\n', /^no key$/],
    ['data: {"type":"error","msg":"no key"}\n\n', /^no key$/],
    ['data: {"type":"error","why":"no key"}\n\n', /"no key"/],
    ['data: {"detail":"no key"}\n\n', /^no key$/],
  ])('fails with its error: %j', (notice, message) => {
    const { state } = readText(odd(1) + notice)
    expect(state).toMatchObject({ answer: '', status: 'failed' })
    expect(state.errors).toMatchObject([
      { message: expect.stringMatching(message), recoverable: false },
    ])
  })

  it.each([3, 19, 20, 50])('is left for a known one behind %i events', (count) => {
    const body = odd(count) + tokens('a', 'b')
    for (const pieces of [[body], body.split('')]) {
      const { state, events } = readText(pieces)
      expect(state).toMatchObject({ answer: 'ab', status: 'complete' })
      expect(typesOf(events).filter((type) => type === 'data')).toHaveLength(count)
    }
  })

  it('is given as it comes once nothing else is to be hoped for', () => {
    const { events } = readText(`${odd(60)}data: words\n\n`)
    expect(typesOf(events)).not.toContain('text')
  })
})

describe('a model that answers in JSON', () => {
  it.each([
    [['{', '"a"', ':', ' 1', '}']],
    [['{"', 'a', '":', ' 1', '}']],
    [['{"a": 1}', ' is', ' an object']],
    [['{"a": 1}', '{"b": 2}', '{"c": 3}', '{"d": 4}', ' and so on']],
    [['[1]', ' says so']],
    [['"yes', '"', ' it said']],
    [['{"a": "b', ' c"}']],
  ])('is read as the text that it sends: %j', (parts) => {
    const body = parts.map((part) => `data: ${part}\n\n`).join('')
    for (const pieces of [[body], body.split('')]) {
      expect(readText(pieces).state).toMatchObject({
        answer: parts.join(''),
        dialect: 'langchain',
        status: 'complete',
      })
    }
  })
})
