import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseRecording } from '../../src/transport/parseRecording.ts'

const HEAD = { status: 200, headers: {} }

it('reads a recording back from its file, without what it does not know', () => {
  const recording = {
    format: 'rill-recording',
    version: 1,
    request: { url: '/chat', method: 'POST', headers: { a: 'b' }, body: '{}' },
    response: { ...HEAD, url: '/chat', at: 3, boundaries: 'message' },
    chunks: [
      { at: 1, text: 'a' },
      { at: 2, text: 'b', bytes: 2 },
      { at: 3, base64: 'YQ==' },
    ],
    truncated: true,
    outcome: { type: 'error', at: 9, kind: 'http', message: 'x', retryable: false, status: 500 },
  }
  expect(parseRecording(JSON.stringify({ ...recording, note: 'mine' }))).toEqual(recording)
})

it.each([
  ['{', 'A recording is JSON, and this text is not'],
  [[], 'A recording is an object, not a list'],
  [null, 'A recording is an object, not null'],
  [{ format: 'har' }, 'A recording\'s format is "rill-recording", not "har"'],
  [{ version: 2 }, 'A recording of version 2 cannot be played'],
  [{ version: 1 }, "A recording's chunks is a list, not undefined"],
  [
    { version: 1, chunks: [] },
    'A recording has a response, or an outcome that says why there is none',
  ],
  [
    { version: 1, response: { status: 42 }, chunks: [] },
    "A recording's response.status is a status from 100 to 599, not 42",
  ],
  [
    { version: 1, response: { ...HEAD, headers: { a: 1 } }, chunks: [] },
    "A recording's response.headers.a is text, not 1",
  ],
  [
    { version: 1, response: HEAD, chunks: [{ at: 1 }] },
    "A recording's chunks[0] has neither text nor base64",
  ],
  [
    { version: 1, response: HEAD, chunks: [{ at: -1, text: '' }] },
    "A recording's chunks[0].at is a number that is not negative, not -1",
  ],
  [
    { version: 1, response: { ...HEAD, headers: { 'a b': 'c' } }, chunks: [] },
    'A recording\'s response.headers is headers that HTTP allows, not "a b"',
  ],
  [
    { version: 1, response: HEAD, chunks: [{ at: 1e300, text: '' }] },
    "A recording's chunks[0].at is a number that can be counted to, not 1e+300",
  ],
  [
    { version: 1, chunks: [], outcome: { type: 'lost' } },
    'A recording\'s outcome.type is "end", "complete", "open" or "error", not "lost"',
  ],
  [
    { version: 1, chunks: [], outcome: { type: 'error', kind: 'x', message: '' } },
    'A recording\'s outcome.kind is a kind of error, not "x"',
  ],
])('says of %j what is wrong with it', (source, sentence) => {
  expect(() => parseRecording(source)).toThrow(new TypeError(sentence))
})

it('throws nothing but its own sentences, whatever it is given', () => {
  fc.assert(
    fc.property(fc.anything(), (anything) => {
      expect(() => parseRecording({ version: 1, response: HEAD, chunks: [anything] })).toThrow(
        /^A recording/,
      )
    }),
  )
})

it('reads a file with a byte order mark, and keys that are names of the prototype as plain keys', () => {
  const file = `\uFEFF{"version":1,"__proto__":{"outcome":{"type":"end"}},"chunks":[{"at":0,"text":"","__proto__":{"bytes":9}}],
    "response":{"status":200,"headers":{"__proto__":"a","constructor":"b"}}}`
  const recording = parseRecording(file)
  expect(recording.outcome).toBeUndefined()
  expect(recording.chunks).toEqual([{ at: 0, text: '' }])
  expect(Object.entries(recording.response?.headers ?? {})).toEqual([
    ['__proto__', 'a'],
    ['constructor', 'b'],
  ])
  expect(Object.getPrototypeOf(recording.response?.headers)).toBe(Object.prototype)
})
