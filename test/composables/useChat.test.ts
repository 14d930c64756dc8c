import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { effectScope, isReactive, nextTick, reactive, watch, type EffectScope } from 'vue'
import type { UseChatOptions, UseChatReturn } from '../../src/composables/chat/useChatReturn.ts'
import { useChat } from '../../src/composables/useChat.ts'
import type { AssistantTurn, ChatTurn, UserTurn } from '../../src/composables/chat/chatThread.ts'
import type { ChatRequest } from '../../src/composables/chat/buildChatRequest.ts'
import { startHttpServer, type Exchange, type TestHttpServer } from '../support/httpServer.ts'

let server: TestHttpServer
let scopes: EffectScope[] = []

beforeEach(async () => {
  server = await startHttpServer()
})

afterEach(async () => {
  for (const scope of scopes) scope.stop()
  scopes = []
  await server.close()
})

function open(options: UseChatOptions = {}, request: Partial<ChatRequest> = {}): UseChatReturn {
  const scope = effectScope(true)
  scopes.push(scope)
  const chat = scope.run(() =>
    useChat({ url: `${server.url}/ask`, ...request }, { dialect: 'rag', retry: false, ...options }),
  )
  if (!chat) throw new Error('the scope is stopped')
  return chat
}

const event = (data: unknown): string => `data: ${JSON.stringify(data)}\n\n`
const token = (text: string): string => event({ type: 'token', token: text })
const final = (answer: string, session = 's-1'): string =>
  event({ type: 'final', data: { success: true, answer, session_id: session } })

/** Answers every question with its number. */
function count(): void {
  let number = 0
  server.on('*', (exchange) => {
    number += 1
    exchange.end(token(`Answer ${number}`) + final(`Answer ${number}`))
  })
}

const bodies = (): readonly unknown[] =>
  server.requests.map(({ body }): unknown => JSON.parse(body))
const texts = (chat: UseChatReturn): readonly string[] =>
  chat.messages.value.map(({ text }) => text)

function turnAt(chat: UseChatReturn, place: number): ChatTurn {
  const turn = chat.turns.value.at(place)
  if (!turn) throw new Error(`there is no turn ${place}`)
  return turn
}

function answerAt(chat: UseChatReturn, place: number): AssistantTurn {
  const turn = turnAt(chat, place)
  if (turn.role !== 'assistant') throw new Error(`turn ${place} is no answer`)
  return turn
}

function questionAt(chat: UseChatReturn, place: number): UserTurn {
  const turn = turnAt(chat, place)
  if (turn.role !== 'user') throw new Error(`turn ${place} is no question`)
  return turn
}

describe('a talk', () => {
  it('is empty until something is asked', () => {
    const chat = open()
    expect(chat.turns.value).toEqual([])
    expect(chat.isActive.value).toBe(false)
    expect(server.requests).toHaveLength(0)
  })

  it('holds the question at once, the answer as it comes, and settles with its outcome', async () => {
    const chat = open()
    let exchange: Exchange | undefined
    server.on('/ask', async (opened) => {
      exchange = opened
      await opened.write(token('Hel'))
    })
    const ended = chat.send('Hi?')
    expect(texts(chat)).toEqual(['Hi?', ''])
    expect(chat.isActive.value).toBe(true)
    expect(chat.activeTurnId.value).toBe(turnAt(chat, 1).id)

    await expect.poll(() => texts(chat)[1]).toBe('Hel')
    expect(chat.streamOf(answerAt(chat, 1)).answer.value).toBe('Hel')
    exchange?.end(token('lo') + final('Hello'))
    expect(await ended).toMatchObject({ status: 'complete' })
    expect(texts(chat)).toEqual(['Hi?', 'Hello'])
    expect(chat.isActive.value).toBe(false)
    expect(chat.activeTurnId.value).toBeUndefined()
  })

  it('sends the ids that the backend gave with the next question', async () => {
    count()
    const chat = open()
    await chat.send('one')
    expect(chat.ids.value).toMatchObject({ sessionId: 's-1' })
    await chat.send('two')
    expect(bodies()).toEqual([{ query: 'one' }, { query: 'two', session_id: 's-1' }])
  })

  it('refuses a question while an answer is on its way, and one without a word', async () => {
    server.on('/ask', (exchange) => exchange.write(token('…')).then(() => undefined))
    const chat = open()
    const first = chat.send('one')
    await server.nextRequest()
    expect(await chat.send('two')).toBeUndefined()
    expect(await chat.regenerate()).toBeUndefined()
    expect(await chat.edit(turnAt(chat, 0).id, 'other')).toBeUndefined()
    chat.showVersion(turnAt(chat, 0).id, 1)
    expect(chat.turns.value).toHaveLength(2)
    chat.stop()
    expect(await first).toMatchObject({ status: 'cancelled' })
    expect(await chat.send('  \n ')).toBeUndefined()
    expect(server.requests).toHaveLength(1)
  })

  it('keeps what had come when it is stopped', async () => {
    server.on('/ask', (exchange) => exchange.write(token('Half an ans')).then(() => undefined))
    const chat = open()
    const ended = chat.send('Hi?')
    await expect.poll(() => texts(chat)[1]).toBe('Half an ans')
    chat.stop()
    await ended
    expect(texts(chat)).toEqual(['Hi?', 'Half an ans'])
    expect(chat.streamOf(answerAt(chat, 1)).status.value).toBe('cancelled')
  })

  it('keeps an error on the answer that it belongs to, and goes on', async () => {
    let number = 0
    server.on('/ask', (exchange) => {
      number += 1
      if (number > 1) return exchange.end(final('fine'))
      exchange.head(500, { 'content-type': 'text/plain' })
      exchange.end('no disk')
    })
    const chat = open()
    expect(await chat.send('one')).toMatchObject({ status: 'failed' })
    await chat.send('two')
    expect(chat.streamOf(answerAt(chat, 1)).error.value).toMatchObject({
      kind: 'http',
      status: 500,
    })
    expect(chat.streamOf(answerAt(chat, 3)).error.value).toBeUndefined()
    // An answer without a word is nothing to tell the backend about.
    expect(bodies()[1]).toEqual({ query: 'two', session_id: undefined })
  })

  it('gives each answer one stream for all of its life', async () => {
    count()
    const chat = open()
    const ended = chat.send('one')
    const stream = chat.streamOf(answerAt(chat, 1))
    expect(stream.isActive.value).toBe(true)
    await ended
    expect(chat.streamOf(answerAt(chat, 1))).toBe(stream)
    expect(stream.status.value).toBe('complete')
    await chat.send('two')
    expect(stream.answer.value).toBe('Answer 1')
  })

  it('leaves the turns alone while an answer grows', async () => {
    const chat = open()
    let exchange: Exchange | undefined
    server.on('/ask', async (opened) => {
      exchange = opened
      await opened.write(token('a'))
    })
    const ended = chat.send('one')
    let changes = 0
    watch(chat.turns, () => (changes += 1), { flush: 'sync' })
    await expect.poll(() => texts(chat)[1]).toBe('a')
    await exchange?.write(token('b'))
    await expect.poll(() => texts(chat)[1]).toBe('ab')
    expect(changes).toBe(0)
    exchange?.end(final('ab'))
    await ended
    expect(changes).toBe(1)
  })

  it('is stopped with its scope, and sends nothing afterwards', async () => {
    server.on('/ask', (exchange) => exchange.write(token('Half')).then(() => undefined))
    const chat = open()
    const ended = chat.send('one')
    const request = await server.nextRequest()
    for (const scope of scopes) scope.stop()
    expect(await ended).toMatchObject({ status: 'cancelled' })
    expect(await request.closed).toMatchObject({ by: 'client' })
    expect(await chat.send('two')).toMatchObject({ status: 'cancelled', attempts: 0 })
    expect(server.requests).toHaveLength(1)
    expect(texts(chat).at(-1)).toBe('')
  })
})

it('keeps its refs inside reactive data', () => {
  const held: { readonly chat: unknown } = reactive({ chat: open() })
  expect(isReactive(held.chat)).toBe(false)
})

describe('another answer', () => {
  it('stands beside the one before, and asks with what was said before it', async () => {
    count()
    const chat = open({ dialect: 'rag', shape: 'openai-chat' })
    await chat.send('one')
    await chat.regenerate()
    const turn = answerAt(chat, 1)
    expect(turn.versions).toHaveLength(2)
    expect(texts(chat)).toEqual(['one', 'Answer 2'])
    expect(bodies()[1]).toMatchObject({ messages: [{ role: 'user', content: 'one' }] })

    chat.showVersion(turn.id, 0)
    expect(texts(chat)).toEqual(['one', 'Answer 1'])
    expect(chat.streamOf(answerAt(chat, 1)).answer.value).toBe('Answer 1')
  })

  it('takes the place of the one before where that is wanted', async () => {
    count()
    const chat = open()
    await chat.send('one')
    await chat.regenerate(undefined, { as: 'replace' })
    expect(answerAt(chat, 1).versions).toHaveLength(1)
    expect(texts(chat)).toEqual(['one', 'Answer 2'])
  })

  it('takes the place of one without a word', async () => {
    server.on('/ask', (exchange) => {
      if (server.requests.length > 1) return exchange.end(final('fine'))
      exchange.head(503, { 'content-type': 'text/plain' })
      exchange.end()
    })
    const chat = open()
    await chat.send('one')
    await chat.streamOf(answerAt(chat, 1)).retry()
    expect(answerAt(chat, 1).versions).toHaveLength(1)
    expect(texts(chat)).toEqual(['one', 'fine'])
  })

  it('in the middle of a talk keeps what was said behind the one before', async () => {
    count()
    const chat = open()
    await chat.send('one')
    await chat.send('two')
    const middle = turnAt(chat, 1).id
    await chat.regenerate(middle, { as: 'replace' })
    expect(texts(chat)).toEqual(['one', 'Answer 3'])
    chat.showVersion(middle, 0)
    expect(texts(chat)).toEqual(['one', 'Answer 1', 'two', 'Answer 2'])
    chat.showVersion(middle, 1)
    expect(texts(chat)).toEqual(['one', 'Answer 3'])
  })
})

describe('an edited question', () => {
  it('is asked in the place of the one before, which is kept with all behind it', async () => {
    count()
    const chat = open()
    await chat.send('one')
    await chat.send('two')
    const first = turnAt(chat, 0).id
    await chat.edit(first, 'one, please')
    expect(texts(chat)).toEqual(['one, please', 'Answer 3'])
    expect(questionAt(chat, 0).versions.map(({ text }) => text)).toEqual(['one', 'one, please'])

    await chat.send('three')
    chat.showVersion(first, 0)
    expect(texts(chat)).toEqual(['one', 'Answer 1', 'two', 'Answer 2'])
    chat.showVersion(first, 1)
    expect(texts(chat)).toEqual(['one, please', 'Answer 3', 'three', 'Answer 4'])
  })

  it('keeps the files of the one before unless it has its own', async () => {
    count()
    const chat = open()
    const file = { id: 'f', name: 'a.png', mediaType: 'image/png', size: 3 }
    await chat.send({ text: 'one', attachments: [file] })
    await chat.edit(turnAt(chat, 0).id, 'two')
    expect(chat.messages.value[0]?.attachments).toEqual([file])
    await chat.edit(turnAt(chat, 0).id, { text: 'three', attachments: [] })
    expect(chat.messages.value[0]?.attachments).toEqual([])
  })
})

describe('an answer that broke off', () => {
  it('is gone on with, its text kept', async () => {
    server.on('/ask', async (exchange) => {
      if (exchange.request.headers['last-event-id'] === '2') {
        return exchange.end(`id: 3\n${token('lo')}id: 4\n${final('Hello')}`)
      }
      await exchange.write(`id: 1\n${token('H')}id: 2\n${token('el')}`)
      await exchange.wait(20)
      exchange.drop()
    })
    const chat = open({}, { method: 'GET' })
    expect(await chat.send('Hi?')).toMatchObject({ status: 'interrupted', resumable: true })
    const stream = chat.streamOf(answerAt(chat, 1))
    expect(stream.answer.value).toBe('Hel')
    const seen: string[] = []
    watch(stream.answer, (text) => seen.push(text), { flush: 'sync' })
    expect(await chat.resume()).toMatchObject({ status: 'complete' })
    expect(texts(chat)).toEqual(['Hi?', 'Hello'])
    expect(answerAt(chat, 1).versions).toHaveLength(1)
    expect(seen.every((text) => text.startsWith('Hel'))).toBe(true)
  })

  it('is not gone on with once another was asked, nor out of a stored talk', async () => {
    server.on('/ask', async (exchange) => {
      if (server.requests.length > 1) return exchange.end(final('fine'))
      await exchange.write(`id: 1\n${token('H')}`)
      await exchange.wait(20)
      exchange.drop()
    })
    const chat = open({}, { method: 'GET' })
    expect(await chat.send('one')).toMatchObject({ resumable: true })
    const copy = open({ thread: structuredClone(chat.toJSON()) })
    expect(copy.streamOf(answerAt(copy, 1)).outcome.value).toMatchObject({ resumable: false })
    expect(await copy.resume()).toBeUndefined()
    await chat.send('two')
    expect(await chat.resume()).toBeUndefined()
    expect(chat.streamOf(answerAt(chat, 1)).outcome.value).toMatchObject({ resumable: false })
  })
})

describe('a stored talk', () => {
  it('comes back as it was, through JSON', async () => {
    count()
    const chat = open()
    await chat.send('one')
    await chat.regenerate()
    await chat.send('two')
    await chat.edit(turnAt(chat, 2).id, 'deux')
    chat.rename('Numbers')
    const json = JSON.stringify(chat.toJSON())

    const again = open({ thread: JSON.parse(json) })
    expect(texts(again)).toEqual(texts(chat))
    expect(JSON.parse(JSON.stringify(again.toJSON()))).toEqual(JSON.parse(json))
    const [before, after] = [chat, again].map((talk) => talk.streamOf(answerAt(talk, 1)))
    expect(after?.state.value).toEqual(before?.state.value)
    expect(after?.outcome.value).toMatchObject({ status: 'complete', attempts: 1 })

    await again.send('three')
    expect(bodies().at(-1)).toEqual({ query: 'three', session_id: 's-1' })
  })

  it('brings a failure back as the error that it was', async () => {
    server.on('/ask', (exchange) => {
      exchange.head(429, { 'content-type': 'text/plain' })
      exchange.end('slow down')
    })
    const chat = open()
    await chat.send('one')
    const again = open({ thread: JSON.parse(JSON.stringify(chat.toJSON())) })
    expect(again.streamOf(answerAt(again, 1)).error.value).toMatchObject({
      name: 'StreamError',
      kind: 'http',
      status: 429,
      body: 'slow down',
    })
  })

  it('holds a running answer, which has been cut off when it comes back', async () => {
    server.on('/ask', (exchange) => exchange.write(token('Half')).then(() => undefined))
    const chat = open()
    void chat.send('one')
    await expect.poll(() => texts(chat)[1]).toBe('Half')
    const again = open({ thread: JSON.parse(JSON.stringify(chat.toJSON())) })
    expect(texts(again)).toEqual(['one', 'Half'])
    expect(again.streamOf(answerAt(again, 1)).status.value).toBe('interrupted')
    expect(again.isActive.value).toBe(false)
  })

  it('is left for another one, and nothing of its answer lands there', async () => {
    const chat = open()
    server.on('/ask', (exchange) => exchange.trickle(token('late').repeat(20), { pause: 1 }))
    void chat.send('one')
    await expect.poll(() => texts(chat)[1]).not.toBe('')
    expect(chat.load()).toBe(true)
    expect(chat.turns.value).toEqual([])
    expect(chat.isActive.value).toBe(false)
    await new Promise((resolve) => setTimeout(resolve, 60))
    await nextTick()
    expect(chat.turns.value).toEqual([])
    expect(chat.load({ no: 'talk' })).toBe(false)
  })
})
