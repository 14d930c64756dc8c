import { describe, expect, it } from 'vitest'
import type { StreamState } from '../../src/state/streamState.ts'
import { readText, typesOf } from '../run/readText.ts'
import { describeStreams } from './describeStreams.ts'

describeStreams('langchain', [
  ['whole', (wire) => [wire]],
  ['in single UTF-16 units', (wire) => wire.split('')],
  ['with CRLF', (wire) => [wire.replaceAll('\n', '\r\n')]],
  ['in single units with CRLF', (wire) => wire.replaceAll('\n', '\r\n').split('')],
  ['with CR', (wire) => [wire.replaceAll('\n', '\r')]],
  ['with a byte order mark', (wire) => [`\uFEFF${wire}`]],
])

function read(body: string): StreamState {
  return readText(body, { dialect: 'langchain' }).state
}

function eventOf(name: string, payload: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(payload)}\n\n`
}

/** The whole event of `astream_events`, where the article sends its `data` only. */
function runEventOf(name: string, run: string, data: unknown): string {
  return eventOf(name, { event: `on_${name}`, name: 'search', run_id: run, data })
}

describe('the text', () => {
  it('stays as it was sent, whatever it looks like', () => {
    const tokens = ['42', ' is', '  two', 'null', '{', '"a"', '}', '[1]', 'true', '[DONE]', ' too']
    const body = tokens.map((token) => `data: ${token}\n\n`).join('')
    for (const pieces of [[body], body.split('')]) {
      expect(readText(pieces).state).toMatchObject({
        answer: tokens.join(''),
        dialect: 'langchain',
        status: 'complete',
      })
    }
  })

  it('takes a terminal for one only if nothing follows it', () => {
    expect(read('data: a\n\ndata: [DONE]\n\n')).toMatchObject({ answer: 'a', status: 'complete' })
    expect(read('data: a\n\ndata: [DONE]\n\ndata: b\n\n').answer).toBe('a[DONE]b')
    expect(read('data: a\n\ndata: [DONE]\n\ndata: [DONE]\n\n').answer).toBe('a[DONE]')
    expect(read('data: a\n\ndata: [DONE]\n\n\n\n').answer).toBe('a')
    expect(read('data: a\n\ndata: [DONE]\n\n\n\ndata: b\n\n').answer).toBe('a[DONE]\n\nb')
  })

  it('takes the name that EventSource gives to nameless events for none', () => {
    expect(read('event: message\ndata: a\n\n').answer).toBe('a')
  })

  it('is interrupted when the last event was cut off', () => {
    expect(read('data: a\n\ndata: b')).toMatchObject({ answer: 'ab', status: 'interrupted' })
  })
})

describe('retrieved documents', () => {
  it.each([
    ['as an object', { docs: [{ page_content: 'a', metadata: { source: 's.md' } }] }],
    ['as a list', [{ page_content: 'a', metadata: { source: 's.md' } }]],
    ['under another name', { documents: [{ pageContent: 'a', metadata: { source: 's.md' } }] }],
  ])('come %s', (_, payload) => {
    expect(read(eventOf('retrieval_done', payload)).results).toEqual([
      expect.objectContaining({ text: 'a', source: 's.md' }),
    ])
  })

  it('may be none, which is news as well', () => {
    const { events } = readText(eventOf('retrieval_done', { docs: [] }))
    expect(events[1]).toEqual({ type: 'results', kind: 'retrieved', items: [] })
  })

  it('resolve their images against the base', () => {
    const docs = [{ page_content: 'a', metadata: { images: ['uploads/a.png'] } }]
    const { state } = readText(eventOf('retrieval_done', { docs }), {
      baseUrl: 'https://kb.example.com/',
    })
    expect(state.results[0]?.images).toEqual([{ url: 'https://kb.example.com/uploads/a.png' }])
  })
})

describe('tool calls', () => {
  it('pair a result with the call of the same input, in any order of keys', () => {
    const { tools } = read(
      eventOf('tool_start', { input: { a: 1, b: [2] } }) +
        eventOf('tool_start', { input: { a: 1, b: [3] } }) +
        eventOf('tool_end', { output: 'three', input: { b: [3], a: 1 } }) +
        eventOf('tool_end', { output: 'two' }),
    )
    expect(tools.map(({ output, status }) => [output, status])).toEqual([
      ['two', 'ok'],
      ['three', 'ok'],
    ])
  })

  it('pair by the id of the run when the whole event was sent', () => {
    const { tools } = read(
      runEventOf('tool_start', 'r1', { input: 'x' }) +
        runEventOf('tool_start', 'r2', { input: 'x' }) +
        runEventOf('tool_end', 'r2', { output: 'second', input: 'x' }),
    )
    expect(tools).toEqual([
      { id: 'r1', name: 'search', input: 'x', status: 'running' },
      { id: 'r2', name: 'search', input: 'x', output: 'second', status: 'ok' },
    ])
  })

  it('may have a result without a beginning', () => {
    const { tools } = read(eventOf('tool_end', { output: 7 }) + eventOf('tool_start', { input: 1 }))
    expect(tools.map(({ output, status }) => [output, status])).toEqual([
      [7, 'ok'],
      [undefined, 'running'],
    ])
  })

  it.each([
    ['dumped', { type: 'tool', content: 'no network', tool_call_id: 'c', status: 'error' }],
    [
      'serialised',
      {
        lc: 1,
        type: 'constructor',
        id: ['langchain', 'schema', 'messages', 'ToolMessage'],
        kwargs: { content: 'no network', tool_call_id: 'c', status: 'error', name: 'ping' },
      },
    ],
  ])('give the words of a %s tool message, and its failure', (_, output) => {
    const { tools } = read(eventOf('tool_start', { input: 1 }) + eventOf('tool_end', { output }))
    expect(tools[0]).toMatchObject({ output: 'no network', error: 'no network', status: 'error' })
  })

  it('may be all there is', () => {
    const body = eventOf('tool_start', { input: 1 }) + eventOf('tool_end', { output: 2 })
    expect(readText(body).state).toMatchObject({ answer: '', status: 'complete' })
  })
})

describe('errors', () => {
  it.each([
    ['quota exceeded', 'quota exceeded', undefined],
    ['{"message":"quota exceeded","code":"rate"}', 'quota exceeded', 'rate'],
    ['{"error":{"message":"quota exceeded"}}', 'quota exceeded', undefined],
    ['{"error":"quota exceeded"}', 'quota exceeded', undefined],
    ['"quota exceeded"', 'quota exceeded', undefined],
    ['{"odd":1}', '{"odd":1}', undefined],
  ])('%s', (data, message, code) => {
    const state = read(`data: a\n\nevent: error\ndata: ${data}\n\n`)
    expect(state).toMatchObject({ answer: 'a', status: 'failed' })
    expect(state.errors).toEqual([
      { message, recoverable: false, scope: 'stream', ...(code && { code }) },
    ])
  })

  it('are no end: what follows is shown, and the stream has failed all the same', () => {
    const state = read('event: error\ndata: oh\n\ndata: a\n\ndata: [DONE]\n\n')
    expect(state).toMatchObject({ answer: 'a', status: 'failed' })
  })

  it.each(['event: error\n\n', 'event: error\ndata\n\n', 'event: error\ndata: \n\n'])(
    'need no words: %j',
    (notice) => {
      for (const dialect of ['langchain', 'auto'] as const) {
        const { state } = readText(`data: a\n\n${notice}`, { dialect })
        expect(state).toMatchObject({ answer: 'a', status: 'failed' })
        expect(state.errors).toMatchObject([
          { message: expect.stringMatching(/\w+ \w+/), recoverable: false, scope: 'stream' },
        ])
      }
    },
  )

  it('count a malformed payload and go on', () => {
    const state = read('event: tool_start\ndata: {oops\n\ndata: a\n\n')
    expect(state).toMatchObject({ answer: 'a', status: 'complete' })
    expect(state.errors).toEqual([expect.objectContaining({ scope: 'item', recoverable: true })])
  })
})

describe('events of another name', () => {
  it('are data, parsed where they are JSON', () => {
    const { events } = readText('event: plan\ndata: {"a":1}\n\nevent: note\ndata: words\n\n', {
      dialect: 'langchain',
    })
    expect(events.slice(1, 3)).toEqual([
      { type: 'data', name: 'plan', data: { a: 1 } },
      { type: 'data', name: 'note', data: 'words' },
    ])
  })

  it('are results too where they are named as sources are', () => {
    const cited = JSON.stringify([{ title: '手册', url: 'https://docs.example.com/m' }])
    const found = JSON.stringify({ sources: ['https://docs.example.com/b'] })
    const body = `data: 好。\n\nevent: citations\ndata: ${cited}\n\nevent: found\ndata: ${found}\n\n`
    const { state } = readText(body)
    expect(state.references).toMatchObject([{ title: '手册' }])
    expect(state.results).toMatchObject([{ url: 'https://docs.example.com/b' }])
    expect(state.answer).toBe('好。')
  })

  it('are news of the work where they are named so', () => {
    const body = 'event: status\ndata: 正在检索\n\nevent: progress\ndata: {"value":2,"total":4}\n\n'
    const { state } = readText(`${body}data: 好。\n\n`, { dialect: 'langchain' })
    expect(state.progress).toMatchObject({ value: 2, total: 4 })
    expect(state.parts.filter(({ type }) => type === 'status')).toMatchObject([
      { message: '正在检索' },
    ])
  })

  it('say nothing without data', () => {
    const { events } = readText('event: ping\n\nevent: toString\n\ndata: a\n\n')
    expect(typesOf(events)).toEqual(['start', 'text', 'done'])
  })
})
