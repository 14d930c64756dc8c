import { expect, test } from 'vitest'
import { createMessageJoiner } from '../../src/framing/messageJoiner.ts'
import { createNdjsonDecoder } from '../../src/framing/ndjson.ts'
import { createSseDecoder } from '../../src/framing/sse.ts'

/** What becomes of messages: the framing and the body. */
function join(messages: readonly string[], framing?: 'auto' | 'sse' | 'ndjson' | 'text') {
  const joiner = createMessageJoiner(framing)
  const body = messages.map((message) => joiner.join(message)).join('')
  return { framing: joiner.framing, body }
}

function readEvents(messages: readonly string[]): (string | undefined)[] {
  const decoder = createSseDecoder()
  const frames = [...decoder.push(join(messages).body), ...decoder.end()]
  return frames.map(({ event, data }) => (event === '' ? data : `${event}=${data}`))
}

test('pieces of text stay pieces of text, whatever later ones look like', () => {
  expect(join(['The ', '{"a":1}', '[', '1', ']', '\ndata: x\n\n'])).toEqual({
    framing: 'text',
    body: 'The {"a":1}[1]\ndata: x\n\n',
  })
})

test.each(['[', '[1] says', '{', '"quoted"', '42', 'true', 'Note: data', '- item', 'database: x'])(
  'a text that begins with %j is a text',
  (first) => {
    expect(join([first, ' and so on'])).toEqual({ framing: 'text', body: `${first} and so on` })
  },
)

test('blanks before the first word of a text are kept', () => {
  expect(join(['', ' ', '\n', 'Hi'])).toEqual({ framing: 'text', body: ' \nHi' })
})

test('blanks alone say nothing', () => {
  expect(join(['', ' '])).toEqual({ framing: undefined, body: '' })
})

test('records become one line each', () => {
  const messages = ['{"a":1}', '[2]', '{\n  "a": "x\\n",\r\n  "b": 2\n}\n', '[DONE]']
  const { framing, body } = join(messages)
  expect(framing).toBe('ndjson')
  const decoder = createNdjsonDecoder()
  const lines = [...decoder.push(body), ...decoder.end()].map(({ data }) => data)
  expect(lines).toHaveLength(4)
  expect(JSON.parse(lines[2] ?? '')).toEqual({ a: 'x\n', b: 2 })
  expect(lines[3]).toBe('[DONE]')
})

test('a message of several records stays several lines', () => {
  expect(join(['{"a":1}', '{"a":2}\n{"a":3}\n']).body).toBe('{"a":1}\n{"a":2}\n{"a":3}\n')
})

test.each<[string, readonly string[]]>([
  ['whole events', ['data: a\n\n', 'event: x\ndata: b\n\n', 'data: c\ndata: d\n\n']],
  [
    'whole events with CRLF',
    ['data: a\r\n\r\n', 'event: x\r\ndata: b\r\n\r\n', 'data: c\r\ndata: d\r\n\r\n'],
  ],
  ['events without their blank line', ['data: a', 'event: x\ndata: b', 'data: c\ndata: d']],
  ['events with one line end', ['data: a\n', 'event: x\ndata: b\n', 'data: c\ndata: d\n']],
  ['chunks cut anywhere', ['data: a\n\n', 'event: x\nda', 'ta: b\n\ndata: c\n', 'data: d\n\n']],
])('an event stream may come as %s', (_how, messages) => {
  expect(join(messages).framing).toBe('sse')
  expect(readEvents(messages)).toEqual(['a', 'x=b', 'c\nd'])
})

test.each<[string, readonly string[]]>([
  ['with their line ends', ['event: x\n', 'data: a\n', '\n', ': ping\n', '\n', 'data: b\n', '\n']],
  ['without', ['event: x', 'data: a', '', ': ping', '', 'data: b', '']],
])('an event stream may come line by line, %s', (_how, messages) => {
  expect(readEvents(messages)).toEqual(['x=a', 'b'])
})

test('a comment or a byte order mark at the start is one of an event stream', () => {
  expect(readEvents([': connected\n\n', 'data: a\n\n'])).toEqual(['a'])
  expect(readEvents(['\uFEFFdata: a\n\n', 'data: b\n\n'])).toEqual(['a', 'b'])
})

test('what the caller says counts, whatever the messages look like', () => {
  expect(join(['{"a":1}', '{"a":2}'], 'text')).toEqual({ framing: 'text', body: '{"a":1}{"a":2}' })
  expect(join(['x', 'y'], 'ndjson')).toEqual({ framing: 'ndjson', body: 'x\ny\n' })
  expect(join(['data: a'], 'sse').body).toBe('data: a\n\n')
})
