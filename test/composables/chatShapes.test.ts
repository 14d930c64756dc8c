import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSSRApp, effectScope } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { createRill } from '../../src/components/createRill.ts'
import type { UseChatOptions, UseChatReturn } from '../../src/composables/chat/useChatReturn.ts'
import { useChat } from '../../src/composables/useChat.ts'
import type { ChatRequest } from '../../src/composables/chat/buildChatRequest.ts'
import { chatShapes } from '../../src/composables/chat/chatShapes.ts'
import { dialects, type DialectName } from '../../src/dialects/index.ts'
import { startHttpServer, type TestHttpServer } from '../support/httpServer.ts'

let server: TestHttpServer
beforeAll(async () => {
  server = await startHttpServer()
})
afterAll(() => server.close())

const event = (data: unknown): string => `data: ${JSON.stringify(data)}\n\n`

/** What each backend says to a question, in a few bytes, with the ids it names. */
const answers: Partial<Record<DialectName, readonly [type: string, body: string]>> = {
  'openai-chat': [
    'text/event-stream',
    `${event({ id: 'c-1', object: 'chat.completion.chunk', choices: [{ index: 0, delta: { content: 'Yes.' } }] })}${event({ id: 'c-1', object: 'chat.completion.chunk', choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })}data: [DONE]\n\n`,
  ],
  ollama: [
    'application/x-ndjson',
    `${JSON.stringify({ model: 'q', message: { role: 'assistant', content: 'Yes.' }, done: false })}\n${JSON.stringify({ model: 'q', message: { role: 'assistant', content: '' }, done: true, done_reason: 'stop' })}\n`,
  ],
  dify: [
    'text/event-stream',
    event({
      event: 'message',
      task_id: 't',
      message_id: 'm-1',
      conversation_id: 'conv-1',
      answer: 'Yes.',
    }) +
      event({
        event: 'message_end',
        task_id: 't',
        message_id: 'm-1',
        conversation_id: 'conv-1',
        metadata: {},
      }),
  ],
  agno: [
    'text/event-stream',
    `event: RunStarted\n${event({ event: 'RunStarted', run_id: 'r', session_id: 'sess-9', agent_id: 'a', model: 'm' })}event: RunContent\n${event({ event: 'RunContent', run_id: 'r', session_id: 'sess-9', agent_id: 'a', content: 'Yes.' })}event: RunCompleted\n${event({ event: 'RunCompleted', run_id: 'r', session_id: 'sess-9', agent_id: 'a', content: 'Yes.' })}`,
  ],
  'ag-ui': [
    'text/event-stream',
    event({ type: 'RUN_STARTED', threadId: 'th-1', runId: 'r-1' }) +
      event({ type: 'TEXT_MESSAGE_START', messageId: 'x', role: 'assistant' }) +
      event({ type: 'TEXT_MESSAGE_CONTENT', messageId: 'x', delta: 'Yes.' }) +
      event({ type: 'TEXT_MESSAGE_END', messageId: 'x' }) +
      event({ type: 'RUN_FINISHED', threadId: 'th-1', runId: 'r-1' }),
  ],
  rag: [
    'text/event-stream',
    event({ type: 'final', data: { success: true, answer: 'Yes.', session_id: 's' } }),
  ],
}

const fallback = ['text/event-stream', event('Yes.') + event('[DONE]')] as const

async function ask(
  dialect: DialectName,
  { request = {}, ...options }: UseChatOptions & { request?: Partial<ChatRequest> } = {},
): Promise<readonly { readonly url: string; readonly body: string; readonly type: string }[]> {
  const [type, body] = answers[dialect] ?? fallback
  const path = `/${dialect}`
  server.on(path, (exchange) => {
    exchange.head(200, { 'content-type': type })
    exchange.end(body)
  })
  const before = server.requests.length
  const scope = effectScope(true)
  const chat = scope.run(() =>
    useChat({ url: `${server.url}${path}`, ...request }, { dialect, retry: false, ...options }),
  )
  await chat?.send('First?')
  await chat?.send('Second?')
  scope.stop()
  return server.requests.slice(before).map((sent) => ({
    url: sent.url,
    body: sent.body,
    type: sent.headers['content-type'] ?? '',
  }))
}

const second = async (...given: Parameters<typeof ask>): Promise<unknown> =>
  JSON.parse((await ask(...given))[1]?.body ?? '')

const both = [
  { role: 'user', content: 'First?' },
  { role: 'assistant', content: 'Yes.' },
  { role: 'user', content: 'Second?' },
]

const countMessages: UseChatOptions['toRequest'] = ({ question, messages }) => ({
  body: { q: question.text, said: messages.length },
})

describe('the second question of a talk', () => {
  it('goes to every dialect in a shape of its own', () => {
    for (const { name } of dialects) expect(chatShapes[name].body).toBeTypeOf('function')
  })

  it('goes to openai-chat with all that was said, behind the messages of the app', async () => {
    const system = { role: 'system', content: 'Be brief.' }
    const body = { model: 'm', messages: [system] }
    expect(await second('openai-chat', { request: { body } })).toEqual({
      model: 'm',
      stream: true,
      messages: [system, ...both],
    })
  })

  it('goes to ollama with all that was said', async () => {
    expect(await second('ollama', { request: { body: { model: 'q' } } })).toEqual({
      model: 'q',
      stream: true,
      messages: both,
    })
  })

  it('goes to dify alone, with the ids of the talk', async () => {
    expect(await second('dify', { request: { body: { user: 'u', inputs: { site: 7 } } } })).toEqual(
      {
        user: 'u',
        query: 'Second?',
        inputs: { site: 7 },
        response_mode: 'streaming',
        conversation_id: 'conv-1',
        parent_message_id: 'm-1',
      },
    )
  })

  it('goes to agno as a form, with the id of the session', async () => {
    const [, sent] = await ask('agno')
    expect(sent?.type).toMatch(/^multipart\/form-data/)
    expect(sent?.body).toMatch(/name="message"\r\n\r\nSecond\?/)
    expect(sent?.body).toMatch(/name="session_id"\r\n\r\nsess-9/)
  })

  it('goes to ag-ui in the thread that the backend named', async () => {
    expect(await second('ag-ui')).toMatchObject({
      threadId: 'th-1',
      messages: both,
      tools: [],
      state: {},
    })
  })

  it('goes into the query where the request is a GET', async () => {
    const [, sent] = await ask('rag', { request: { method: 'GET' } })
    expect(sent).toMatchObject({ url: '/rag?query=Second%3F&session_id=s', body: '' })
  })

  it('goes as the app says where it says so', async () => {
    expect(await second('rag', { toRequest: countMessages })).toEqual({ q: 'Second?', said: 3 })
  })

  it('goes in the shape of the dialect that the app has for all streams', async () => {
    const chats: UseChatReturn[] = []
    const app = createSSRApp({
      setup() {
        chats.push(useChat({ url: `${server.url}/app` }))
        return () => null
      },
    })
    server.on('/app', (exchange) => exchange.end(answers.rag?.[1]))
    app.use(createRill({ stream: { dialect: 'rag' } }))
    await renderToString(app)
    await chats[0]?.send('First?')
    expect(JSON.parse(server.requests.at(-1)?.body ?? '')).toEqual({ query: 'First?' })
  })

  it('reads a body that is made anew for each request', async () => {
    const request = { body: () => Promise.resolve({ token: 't' }) }
    expect(await second('rag', { request })).toEqual({
      token: 't',
      query: 'Second?',
      session_id: 's',
    })
  })
})
