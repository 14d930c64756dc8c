import { expect, test } from 'vitest'
import { createFrameLedger, type FrameLedgerOptions } from '../../src/run/frameLedger.ts'
import type { Frame } from '../../src/framing/frame.ts'

function frame(id: string | undefined, data = `data of ${id}`): Frame {
  return { event: '', data, id }
}

/** Reads frames as a run does, response by response, and gives what was new of each. */
function read(responses: readonly (readonly Frame[])[], options?: FrameLedgerOptions) {
  const ledger = createFrameLedger(options)
  const news = responses.map((frames, index) => {
    if (index > 0) ledger.resume()
    return frames
      .flatMap((one) => ledger.sift(one))
      .filter((one) => {
        const isNew = ledger.judge(one) !== 'repeated'
        if (isNew) ledger.commit(one)
        return isNew
      })
      .map(({ data }) => data)
  })
  return { news, ledger }
}

const ids = (...names: readonly string[]): readonly Frame[] => names.map((name) => frame(name))
const range = (from: number, to: number, prefix = ''): readonly Frame[] =>
  Array.from({ length: to - from + 1 }, (_frame, index) => frame(`${prefix}${from + index}`))

test('within one response nothing is a repetition, for an id stays in force', () => {
  const { news } = read([[frame('1', 'a'), frame('1', 'b'), frame('2', 'c'), frame('1', 'd')]])
  expect(news).toEqual([['a', 'b', 'c', 'd']])
})

test('what was read before the break is dropped behind it, wherever it comes', () => {
  const { news } = read([ids('a', 'b', 'c'), ids('b', 'c', 'd', 'a', 'e')])
  expect(news[1]).toEqual(['data of d', 'data of e'])
})

test.each(['', 'e'])(
  'a start over is skipped beyond what is remembered, ids like %s1',
  (prefix) => {
    const { news } = read([range(1, 5000, prefix), range(1, 5003, prefix)])
    expect(news[1]).toHaveLength(3)
  },
)

test('a start over that breaks off before the old place brings nothing', () => {
  const { news, ledger } = read([range(1, 3000, 'e'), range(1, 1000, 'e'), range(1, 3001, 'e')])
  expect(news.map((data) => data.length)).toEqual([3000, 0, 1])
  expect(ledger.lastEventId).toBe('e3001')
})

test('an id that came alone moves the cursor, and hides nothing that comes under it', () => {
  const { ledger } = read([ids('1')])
  ledger.pass('5')
  expect(ledger.lastEventId).toBe('5')
  ledger.resume()
  ledger.pass('1')
  expect(ledger.lastEventId).toBe('5')
  expect(ledger.judge(frame('5', 'a'))).not.toBe('repeated')
  ledger.resume()
  for (const data of ['a', 'b']) {
    expect(ledger.judge(frame(undefined, data))).toBe(0)
    ledger.commit(frame(undefined, data))
  }
  ledger.resume()
  expect(ledger.judge(frame(undefined, 'a'))).toBe('repeated')
  expect(ledger.judge(frame(undefined, 'b'))).toBe('repeated')
  expect(ledger.judge(frame(undefined, 'c'))).toBe(0)
  ledger.pass('')
  expect(ledger.lastEventId).toBeUndefined()
})

test('a cursor in the payload is not moved by the ids of the event stream', () => {
  const { ledger } = read([ids('1')], { cursorOf: ({ data }) => data })
  ledger.pass('5')
  expect(ledger.lastEventId).toBe('data of 1')
})

test('frames without an id of their own are known by the one they follow', () => {
  const first = [frame('1', 'a'), frame('1', 'b'), frame('1', 'c')]
  const again = [frame(undefined, 'b'), frame(undefined, 'c'), frame(undefined, 'd')]
  expect(read([first, again]).news[1]).toEqual(['d'])
  const exact = [frame(undefined, 'd'), frame('2', 'e')]
  expect(read([first, exact]).news[1]).toEqual(['d', 'e'])
  const whole = [...first, frame('1', 'd')]
  expect(read([first, whole]).news[1]).toEqual(['d'])
})

test.each<[string, (text: string, index: number) => Frame]>([
  ['other ids', (text, index) => frame(`fresh-${index}`, text)],
  ['no ids', (text) => frame(undefined, text)],
])('a stream that is said again under %s brings what is new', (_how, name) => {
  const texts = Array.from({ length: 40 }, (_text, index) => `word ${index}`)
  const first = texts.slice(0, 30).map((text) => frame(`id of ${text}`, text))
  const half = texts.slice(0, 20).map(name)
  const { news, ledger } = read([first, half, texts.slice(0, 31).map(name), texts.map(name)])
  expect(news.slice(1)).toEqual([[], ['word 30'], texts.slice(31)])
  ledger.resume()
  expect(ledger.sift(frame('other', 'word 0'))).toEqual([])
  const before = ledger.lastEventId
  ledger.pass('other')
  expect(ledger.lastEventId).toBe(before)
})

test('what only begins like the stream is news', () => {
  const first = [frame('a', 'x'), frame('b', 'y'), frame('c', 'z')]
  const goesOn = [frame('d', 'x'), frame('e', 'y'), frame('f', '!')]
  expect(read([first, goesOn]).news[1]).toEqual(['x', 'y', '!'])
  const laughter = [frame('a', 'ha'), frame('b', 'ha')]
  const more = [frame('c', 'ha'), frame('d', 'ha'), frame('e', '!')]
  expect(read([laughter, more]).news[1]).toEqual(['ha', 'ha', '!'])
})

test('a number tells by itself where a frame belongs', () => {
  const first = [frame('1', 'x'), frame('2', 'y')]
  expect(read([first, [frame('3', 'x'), frame('4', 'y')]]).news[1]).toEqual(['x', 'y'])
})

test('a greeting without an id is known when it comes again', () => {
  const hello = frame(undefined, 'hello')
  const { news } = read([
    [hello, frame('1'), frame('2')],
    [hello, frame('3')],
    [hello, frame('1'), frame('2'), frame('3'), frame('4')],
  ])
  expect(news).toEqual([['hello', 'data of 1', 'data of 2'], ['data of 3'], ['data of 4']])
})

test('an event that was missed and comes late is new', () => {
  const { news, ledger } = read([ids('1', '2'), ids('4', '3', '5')])
  expect(news[1]).toEqual(['data of 4', 'data of 3', 'data of 5'])
  expect(ledger.missing).toBe(0)
})

test.each<[string, readonly string[], number]>([
  ['one by one', ['1', '2', '3', '4'], 0],
  ['with a hole', ['1', '2', '5'], 2],
  ['with two holes', ['7', '8', '10', '11', '15'], 4],
  ['in steps of ten', ['10', '20', '30'], 0],
  ['times', ['1700000000000', '1700000000180', '1700000000181', '1700000000999'], 0],
  ['words', ['a1', 'a2', 'a9'], 0],
  ['counted anew', ['1', '2', '3', '1', '2'], 0],
])('numbers %s', (_how, names, missing) => {
  expect(read([ids(...names)]).ledger.missing).toBe(missing)
})

test('the cursor stays when a resumed stream names nothing', () => {
  const { ledger } = read([ids('1', '2'), [frame(undefined, 'x')], []])
  expect(ledger.lastEventId).toBe('2')
})

test('an empty id takes the cursor away', () => {
  expect(read([[frame('1'), frame('')]]).ledger.lastEventId).toBeUndefined()
})

test('an event that was received by half moves no cursor', () => {
  const { ledger } = read([[frame('1'), { ...frame('2'), truncated: true }]])
  expect(ledger.lastEventId).toBe('1')
})

test('a cursor of its own may stand in the payload', () => {
  const { news, ledger } = read(
    [
      [frame('x', '1'), frame('x', '2')],
      [frame('x', '2'), frame('x', '3')],
    ],
    { cursorOf: ({ data }) => data },
  )
  expect(news[1]).toEqual(['3'])
  expect(ledger.lastEventId).toBe('3')
})
