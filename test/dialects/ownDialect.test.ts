import { describe, expect, it } from 'vitest'
import {
  createResultReader,
  createStreamReaderIn,
  createStreamState,
  defineDialect,
  type DialectChoice,
  langchainDialect,
  openaiChatDialect,
  parseJson,
  ragDialect,
  readResults,
  reduceStream,
  type StreamEvent,
  type StreamReaderOptions,
  type StreamState,
} from '../../src/core.ts'

// The examples of docs/dialects.md, as an app would write them.

/** A help desk: `event: say` with text, `event: hits` with articles, `event: bye` at the end. */
const helpdesk = defineDialect({
  name: 'helpdesk',
  detect: ({ frame }) => (frame.event === 'say' ? { rule: 'event is "say"' } : undefined),
  create({ baseUrl, resultFields, json }) {
    const fields = { title: ['headline'], text: ['body'], images: ['shots'], ...resultFields }
    const readItem = createResultReader({ baseUrl, fields })
    let isOver = false
    return {
      read({ event, data = '' }) {
        if (event === 'say') return [{ type: 'text', channel: 'answer', delta: data }]
        if (event === 'hits') {
          const parsed = parseJson(data, json)
          const items = parsed.ok ? readResults(parsed.value, readItem) : []
          return [{ type: 'results', kind: 'retrieved', items }]
        }
        if (event !== 'bye') return []
        isOver = true
        return [{ type: 'done', reason: 'stop', clean: true }]
      },
      end: () => (isOver ? [] : [{ type: 'done', reason: 'eof', clean: false }]),
    }
  },
})

/** The rag backend with a message of its own: `{"type":"mood","mood":"…"}`. */
const moodyRag = defineDialect({
  ...ragDialect,
  name: 'moody-rag',
  create(context) {
    const rag = ragDialect.create(context)
    return {
      read(frame) {
        return rag
          .read(frame)
          .map((event): StreamEvent =>
            event.type === 'data' && event.name === 'unknown' ? { ...event, name: 'mood' } : event,
          )
      },
      end: () => rag.end(),
    }
  },
})

function read(
  text: string,
  dialect: DialectChoice,
  options?: Omit<StreamReaderOptions, 'dialect'>,
): { readonly events: readonly StreamEvent[]; readonly state: StreamState } {
  const reader = createStreamReaderIn(dialect, options)
  const events = [...reader.push(text), ...reader.end()]
  return { events, state: events.reduce(reduceStream, createStreamState()) }
}

const article = { headline: 'Reset', body: 'Hold the button', shots: ['/a.png'], floor: 3 }
const helpdeskBody = `event: say\ndata: Try this\n\nevent: hits\ndata: ${JSON.stringify([article])}\n\nevent: bye\n\n`

describe('a dialect of thirty lines', () => {
  it('reads text, results with fields of its own, and the end', () => {
    const { state } = read(helpdeskBody, helpdesk, { baseUrl: 'https://help.example' })
    expect(state).toMatchObject({
      status: 'complete',
      dialect: 'helpdesk',
      answer: 'Try this',
      results: [
        {
          title: 'Reset',
          text: 'Hold the button',
          images: [{ url: 'https://help.example/a.png' }],
          metadata: { floor: 3 },
        },
      ],
    })
  })

  it('lets the caller name the fields', () => {
    const { state } = read(helpdeskBody, helpdesk, { resultFields: { title: ['body'] } })
    expect(state.results).toMatchObject([{ title: 'Hold the button' }])
  })

  it('is interrupted without its end', () => {
    expect(read('event: say\ndata: Try\n\n', helpdesk).state.status).toBe('interrupted')
  })

  it('is found among others by its own mark', () => {
    const { state } = read(helpdeskBody, [helpdesk, ragDialect, openaiChatDialect])
    expect(state).toMatchObject({ dialect: 'helpdesk', status: 'complete' })
  })
})

describe('a dialect that goes beyond one that ships', () => {
  const body =
    'data: {"type":"token","token":"hi"}\n\ndata: {"type":"mood","mood":"sunny"}\n\ndata: {"type":"final","success":true}\n\n'

  it('reads its own message and leaves the rest to the other', () => {
    const { state, events } = read(body, moodyRag)
    expect(state).toMatchObject({ dialect: 'moody-rag', answer: 'hi', status: 'complete' })
    expect(events).toContainEqual({
      type: 'data',
      name: 'mood',
      data: { type: 'mood', mood: 'sunny' },
    })
  })
})

describe('a list of dialects', () => {
  it('says by which mark one was found, and none of the others', () => {
    const reader = createStreamReaderIn([ragDialect, openaiChatDialect])
    reader.push('data: {"choices":[{"delta":{"content":"hi"}}]}\n\n')
    expect(reader.detection).toMatchObject({ dialect: 'openai-chat', rule: 'choices is a list' })
  })

  it('reads plain text where one of them does', () => {
    const { state } = read('just words', [ragDialect, langchainDialect])
    expect(state).toMatchObject({ dialect: 'langchain', answer: 'just words' })
  })

  it('takes plain text for no dialect of them where none does', () => {
    const { state } = read('just words', [ragDialect, openaiChatDialect])
    expect(state.answer).toBe('')
    expect(state.status).not.toBe('complete')
  })
})

it('a result that a plain JavaScript dialect gives without images and metadata has none', () => {
  const bare = JSON.parse('{"type":"results","kind":"retrieved","items":[{"id":"1","title":"T"}]}')
  const twice = [bare, bare].reduce(reduceStream, createStreamState())
  expect(twice.results).toEqual([{ id: '1', title: 'T', images: [], metadata: {} }])
})

it('names the dialect of a body that has no event for it, and ends once', () => {
  for (const text of ['', '\n\n', '{"error":"no"}']) {
    const { events } = read(text, ragDialect)
    expect(events[0]).toMatchObject({ type: 'start', dialect: 'rag' })
    expect(events.filter(({ type }) => type === 'done')).toHaveLength(1)
  }
})
