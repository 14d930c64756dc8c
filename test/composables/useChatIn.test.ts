import { afterAll, afterEach, beforeEach, expect, it } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import { useChatIn } from '../../src/composables/useChatIn.ts'
import { agnoDialect, openaiChatDialect, ragDialect } from '../../src/core.ts'
import { startHttpServer } from '../support/httpServer.ts'
import { createShoutDialect } from '../support/shoutDialect.ts'

// The name of a thing that every object has is no name of a shape.
const shout = createShoutDialect('constructor')
const server = await startHttpServer()
let scope: EffectScope
const asked: unknown[] = []

beforeEach(() => {
  scope = effectScope(true)
  asked.length = 0
  server.on('/chat', (exchange) => {
    asked.push(JSON.parse(exchange.request.body))
    exchange.head()
    exchange.end('data: {"type":"final","answer":"Yes."}\n\n')
  })
})
afterEach(() => scope.stop())
afterAll(() => server.close())

async function ask(...given: [Parameters<typeof useChatIn>[0], Parameters<typeof useChatIn>[2]?]) {
  const [dialect, options] = given
  const chat = scope.run(() => useChatIn(dialect, { url: `${server.url}/chat` }, options))
  await chat?.send('Really?')
  return chat?.messages.value.at(-1)?.text
}

it('asks as the backends of the given dialect are asked, and reads its answer', async () => {
  expect(await ask(ragDialect)).toBe('Yes.')
  expect(asked).toEqual([{ query: 'Really?' }])
})

it('asks in the most common shape where the dialect is one of several or one of its own', async () => {
  const common = { messages: [{ role: 'user', content: 'Really?' }] }
  expect(await ask([agnoDialect, ragDialect])).toBe('Yes.')
  expect(await ask(shout)).toContain('YES.')
  expect(asked).toEqual([common, common])
})

it('asks in the shape that it is given', async () => {
  await ask(ragDialect, { shape: 'openai-chat' })
  await ask(openaiChatDialect, { shape: { body: ({ question }) => ({ q: question.text }) } })
  expect(asked).toEqual([
    { stream: true, messages: [{ role: 'user', content: 'Really?' }] },
    { q: 'Really?' },
  ])
})
