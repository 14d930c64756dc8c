import { afterEach, expect, it } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import { useChat } from '../../src/composables/useChat.ts'
import type { UseChatOptions, UseChatReturn } from '../../src/composables/chat/useChatReturn.ts'
import { memoryHistory } from '../../src/store/storages/memoryHistory.ts'
import { createHandTransport } from '../support/handTransport.ts'
import { openHistory, talkOf } from './support/openHistory.ts'

let scopes: EffectScope[] = []
afterEach(() => {
  for (const scope of scopes) scope.stop()
  scopes = []
})

function makeChat(options: UseChatOptions = {}) {
  const transport = createHandTransport()
  const scope = effectScope(true)
  scopes.push(scope)
  const chat = scope.run(() =>
    useChat(
      { url: 'http://127.0.0.1/ask' },
      { dialect: 'rag', retry: false, transport, ...options },
    ),
  )
  if (!chat) throw new Error('the scope is stopped')
  return { chat, transport, scope }
}

const event = (data: unknown): string => `data: ${JSON.stringify(data)}\n\n`
const token = (text: string): string => event({ type: 'token', token: text })
const final = (answer: string): string =>
  event({ type: 'final', data: { success: true, answer, session_id: 's' } })
const answers = (chat: UseChatReturn): readonly string[] =>
  chat.messages.value.map(({ text }) => text)

it('a question is stored before its answer comes, and the answer as it grows', async () => {
  const storage = memoryHistory()
  const history = await openHistory({ storage })
  const { chat, transport } = makeChat()
  history.connect(chat)
  const done = chat.send('Why?')
  const exchange = await transport.next()
  await history.flush()
  expect(await storage.list()).toMatchObject([{ title: 'Why?', turnCount: 2, partial: true }])

  exchange.send(token('Half '))
  await expect
    .poll(async () => JSON.stringify(await storage.load(chat.thread.value.id)))
    .toContain('"answer":"Half "')

  // The page goes away here; another one reads what is there.
  const reloaded = await openHistory({ storage })
  expect(reloaded.threads[0]?.partial).toBe(true)
  await reloaded.select(chat.thread.value.id)
  const turn = reloaded.active?.turns[1]
  expect(turn?.role === 'assistant' && turn.versions[0]?.state).toMatchObject({
    status: 'interrupted',
    answer: 'Half ',
  })

  exchange.send(token('an answer') + final('Half an answer'))
  exchange.close()
  await done
  await history.flush()
  expect(await storage.list()).toMatchObject([{ partial: false }])
})

it('shows the selected talk in the chat, and goes on with it', async () => {
  const storage = memoryHistory()
  const history = await openHistory({ storage })
  history.record(talkOf('a', 'Why?', 'So.', 1))
  history.record(talkOf('b', 'When?', 'Now.', 2))
  const { chat, transport } = makeChat()
  history.connect(chat)
  await history.select('a')
  expect(answers(chat)).toEqual(['Why?', 'So.'])
  await history.select('b')
  expect(answers(chat)).toEqual(['When?', 'Now.'])

  const done = chat.send('And then?')
  const exchange = await transport.next()
  exchange.send(final('Later.'))
  exchange.close()
  await done
  await history.flush()
  expect(await storage.load('b')).toMatchObject({ turnCount: 4 })
  expect(await storage.load('a')).toMatchObject({ turnCount: 2 })
})

it('keeps what has come of an answer when another talk is selected', async () => {
  const storage = memoryHistory()
  const history = await openHistory({ storage })
  history.record(talkOf('a', 'Why?', 'So.'))
  const { chat, transport } = makeChat()
  history.connect(chat)
  const { id } = chat.thread.value
  const done = chat.send('Long?')
  const exchange = await transport.next()
  exchange.send(token('The first words'))
  await expect.poll(() => answers(chat)[1]).toBe('The first words')
  await history.select('a')
  await done
  await history.flush()
  expect(answers(chat)).toEqual(['Why?', 'So.'])
  expect(await storage.load(id)).toMatchObject({ partial: true })
  await history.select(id)
  expect(answers(chat)).toEqual(['Long?', 'The first words'])
})

it('begins anew with create, and after the talk on the screen was removed', async () => {
  const history = await openHistory()
  history.record(talkOf('a', 'Why?', 'So.'))
  const { chat } = makeChat()
  history.connect(chat)
  await history.select('a')
  const id = history.create()
  expect(chat.thread.value.id).toBe(id)
  expect(chat.turns.value).toEqual([])
  await history.select('a')
  await history.remove('a')
  expect(chat.turns.value).toEqual([])
  expect(history.threads).toEqual([])
})

it('takes over what another tab said, but not under a running answer: then there are two talks', async () => {
  const storage = memoryHistory()
  const one = await openHistory({ storage })
  one.record(talkOf('a', 'Why?', 'So.'))
  await one.flush()
  const other = await openHistory({ storage })
  const left = makeChat()
  const right = makeChat()
  one.connect(left.chat)
  other.connect(right.chat)
  await one.select('a')
  await other.select('a')

  const leftDone = left.chat.send('From the left?')
  const leftExchange = await left.transport.next()
  leftExchange.send(final('Left.'))
  leftExchange.close()
  await leftDone
  await one.flush()
  await expect.poll(() => answers(right.chat)).toEqual(['Why?', 'So.', 'From the left?', 'Left.'])

  const opened = [left.transport.next(), right.transport.next()]
  const both = [left.chat.send('Left again?'), right.chat.send('Right at once?')]
  const exchanges = await Promise.all(opened)
  for (const exchange of exchanges) {
    exchange.send(final('Done.'))
    exchange.close()
  }
  await Promise.all(both)
  await Promise.all([one.flush(), other.flush()])

  const stored = await openHistory({ storage })
  expect(stored.threads.length).toBe(2)
  const talks = await Promise.all(stored.threads.map(({ id }) => storage.load(id)))
  const texts = talks.map((talk) => JSON.stringify(talk))
  expect(texts.filter((text) => text.includes('Left again?')).length).toBe(1)
  expect(texts.filter((text) => text.includes('Right at once?')).length).toBe(1)
  expect(
    texts.some((text) => text.includes('Left again?') && text.includes('Right at once?')),
  ).toBe(false)
  expect([...one.forks, ...other.forks].length).toBe(1)
})

it('stores what was said when its component goes away', async () => {
  const storage = memoryHistory()
  const history = await openHistory({ storage, everyMs: 100_000 })
  const { chat, transport, scope } = makeChat()
  scope.run(() => history.connect(chat))
  void chat.send('Why?')
  const exchange = await transport.next()
  exchange.send(token('Half'))
  await expect.poll(() => answers(chat)[1]).toBe('Half')
  scope.stop()
  await history.flush()
  expect(JSON.stringify(await storage.load(chat.thread.value.id))).toContain('"answer":"Half"')
})
