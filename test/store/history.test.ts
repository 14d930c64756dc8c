import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createPinia } from 'pinia'
import { isReactive } from 'vue'
import { defineRillHistory, useRillHistory } from '../../src/store/defineRillHistory.ts'
import { memoryHistory } from '../../src/store/storages/memoryHistory.ts'
import { answerState } from '../support/storedTalk.ts'
import { makeHistory, openHistory, smallStorage, talkOf } from './support/openHistory.ts'

const ids = (threads: readonly { readonly id: string }[]): readonly string[] =>
  threads.map(({ id }) => id)

describe('talks', () => {
  it('are there again in a store that opens the same storage', async () => {
    const storage = memoryHistory()
    const before = await openHistory({ storage })
    before.record(talkOf('a', 'What is E-204?', 'A sensor.', 1))
    before.record(talkOf('b', 'And E-205?', 'A pump.', 2))
    await before.flush()

    const after = await openHistory({ storage })
    expect(ids(after.threads)).toEqual(['b', 'a'])
    expect(after.threads[1]).toMatchObject({ title: 'What is E-204?', turnCount: 2, revision: 1 })
    expect(await after.select('a')).toBe(true)
    expect(after.active).toEqual(talkOf('a', 'What is E-204?', 'A sensor.', 1))
  })

  it('are created, renamed, selected and removed', async () => {
    const storage = memoryHistory()
    const history = await openHistory({ storage })
    const id = history.create({ title: 'Pumps' })
    expect(history.activeId).toBe(id)
    expect(history.active?.title).toBe('Pumps')
    await history.rename(id, 'Valves')
    await history.flush()
    expect(await storage.list()).toMatchObject([{ id, title: 'Valves' }])
    await history.remove(id)
    expect(history.threads).toEqual([])
    expect(history.activeId).toBeUndefined()
    expect(await storage.list()).toEqual([])
  })

  it('that load slowly do not push out what was wanted next', async () => {
    const storage = memoryHistory()
    const before = await openHistory({ storage })
    for (const id of ['slow', 'quick']) before.record(talkOf(id, id))
    await before.flush()

    const history = await openHistory({
      storage: {
        ...storage,
        async load(id) {
          if (id === 'slow') await setTimeout(30)
          return storage.load(id)
        },
      },
    })
    const late = [history.select('slow')]
    await history.select('quick')
    late.push(history.select('slow'))
    const created = history.create()
    expect(await Promise.all(late)).toEqual([true, true])
    expect(history.activeId).toBe(created)
  })

  it('have the first question as title once their own is taken away', async () => {
    const history = await openHistory()
    history.record({ ...talkOf('a', 'Why?'), title: 'Given' })
    expect(history.threads[0]?.title).toBe('Given')
    await history.rename('a', '')
    expect(history.threads[0]?.title).toBe('Why?')
  })

  it('that nobody said anything in are not stored, and go when another is opened', async () => {
    const storage = memoryHistory()
    const history = await openHistory({ storage })
    const first = history.create()
    expect(ids(history.threads)).toEqual([first])
    const second = history.create()
    await history.flush()
    expect(ids(history.threads)).toEqual([second])
    expect(await storage.list()).toEqual([])
  })

  it('are plain data in the state of Pinia', async () => {
    const history = await openHistory()
    history.record(talkOf('a', 'Why?', 'So.'))
    await history.select('a')
    expect(isReactive(history.active)).toBe(false)
    expect(JSON.parse(JSON.stringify(history.$state))).toMatchObject({
      activeId: 'a',
      status: 'open',
      threads: [{ id: 'a' }],
    })
  })

  it('say that an answer is not whole', async () => {
    const history = await openHistory()
    const talk = talkOf('a', 'Why?')
    const [question, answer] = talk.turns
    if (!question || answer?.role !== 'assistant') throw new Error('no answer')
    const state = { ...answerState('Half'), status: 'interrupted' as const }
    const cut = { ...answer, versions: [{ id: 'v', createdAt: 0, state }] }
    history.record({ ...talk, turns: [question, cut] })
    expect(history.threads[0]?.partial).toBe(true)
  })
})

describe('search', () => {
  it('finds words of titles, questions and answers in talks that are not loaded', async () => {
    const storage = memoryHistory()
    const before = await openHistory({ storage })
    before.record(talkOf('a', 'What is E-204?', 'The pressure SENSOR is loose.', 3))
    before.record(talkOf('b', '水泵为什么停机？', '因为轴承温度过高。', 2))
    before.record(talkOf('c', 'Ｆｕｌｌ ｗｉｄｔｈ', 'ﾊﾝｶｸ', 1))
    await before.flush()

    const history = await openHistory({ storage })
    expect(ids(await history.search('sensor LOOSE'))).toEqual(['a'])
    expect(ids(await history.search('轴承温度'))).toEqual(['b'])
    expect(ids(await history.search('full'))).toEqual(['c'])
    expect(ids(await history.search('ハンカク'))).toEqual(['c'])
    expect(ids(await history.search('absent'))).toEqual([])
    expect(ids(await history.search('  '))).toEqual(['a', 'b', 'c'])
  })

  it('keeps up with what is said meanwhile', async () => {
    const history = await openHistory()
    history.record(talkOf('a', 'One'))
    await history.search('two')
    expect(history.found).toEqual([])
    history.record(talkOf('a', 'One', 'and two'))
    expect(ids(history.found)).toEqual(['a'])
  })
})

describe('what cannot be read', () => {
  it.each([
    ['is nothing', undefined],
    ['is a number', 7],
    [
      'has no turns',
      { schema: 1, id: 'x', revision: 3, createdAt: 0, updatedAt: 0, thread: { id: 'x' } },
    ],
  ])('is set aside and not fatal when it %s', async (_, record) => {
    const storage = memoryHistory()
    const good = await openHistory({ storage })
    good.record(talkOf('good', 'Why?'))
    await good.flush()
    const heading = { schema: 1, id: 'x', revision: 3, createdAt: 0, updatedAt: 0 }
    const history = await openHistory({
      storage: {
        ...storage,
        list: async () => [...(await storage.list()), heading],
        load: async (id) => (id === 'x' ? (record ?? null) : storage.load(id)),
      },
    })
    expect(await history.select('x')).toBe(false)
    expect(history.setAside).toEqual([{ id: 'x', reason: 'broken' }])
    expect(ids(history.threads)).toEqual(['good'])
    expect(await history.select('good')).toBe(true)
  })

  it('is left alone when a newer program wrote it', async () => {
    const storage = memoryHistory()
    const newer = { schema: 99, id: 'x', revision: 1, createdAt: 0, updatedAt: 0, news: true }
    const history = await openHistory({
      storage: { ...storage, list: async () => [newer], load: async () => newer },
    })
    expect(history.threads).toEqual([])
    expect(history.setAside).toEqual([{ id: 'x', reason: 'newer' }])
  })

  it('leaves out keys that reach a prototype', async () => {
    const history = await openHistory()
    const text = JSON.stringify(talkOf('a', 'Why?', 'So.')).replace(
      '"results":[]',
      '"results":[{"id":"r","images":[],"metadata":{"__proto__":{"polluted":1},"constructor":2,"kept":3}}]',
    )
    expect(history.add(JSON.parse(text))).toBe('a')
    const answer = history.loaded['a']?.turns[1]
    if (answer?.role !== 'assistant') throw new Error('no answer')
    const [result] = answer.versions[0]?.state.results ?? []
    expect(Object.keys(result?.metadata ?? {})).toEqual(['kept'])
  })
})

describe('a storage that is full', () => {
  it('is said, with the oldest talks that could go, and nothing is removed by itself', async () => {
    const storage = smallStorage(2)
    const history = await openHistory({ storage })
    history.record(talkOf('old', 'Old?', '', 1))
    history.record(talkOf('newer', 'Newer?', '', 2))
    await history.flush()
    history.record(talkOf('last', 'Last?', '', 3))
    await history.flush()
    expect(history.fault).toMatchObject({
      kind: 'quota',
      threadId: 'last',
      candidates: ['old', 'newer'],
    })
    expect(history.unsaved).toEqual(['last'])
    expect(ids(history.threads)).toEqual(['last', 'newer', 'old'])

    expect(ids(await history.makeRoom())).toEqual(['old'])
    expect(history.fault).toBeUndefined()
    expect(history.unsaved).toEqual([])
    expect(ids(history.removed)).toEqual(['old'])
    expect((await storage.list()).length).toBe(2)
  })

  it('makes room by itself only where that is the policy, and says what it removed', async () => {
    const storage = smallStorage(2)
    const history = await openHistory({ storage, whenFull: 'remove-oldest' })
    history.record(talkOf('active', 'Active?', '', 1))
    await history.flush()
    await history.select('active')
    history.record(talkOf('old', 'Old?', '', 2))
    await history.flush()
    history.record(talkOf('last', 'Last?', '', 3))
    await history.flush()
    expect(ids(history.removed)).toEqual(['old'])
    expect(history.fault).toBeUndefined()
    expect(ids(history.threads)).toEqual(['last', 'active'])
  })

  it('keeps the talk in the page when nothing can be removed', async () => {
    const history = await openHistory({ storage: smallStorage(0), whenFull: 'remove-oldest' })
    history.record(talkOf('a', 'Why?'))
    await history.flush()
    expect(history.fault?.kind).toBe('quota')
    expect(await history.load('a')).toBeDefined()
  })
})

it('a storage that the browser denies is said, and talks live as long as the page', async () => {
  const denied = new DOMException('no', 'SecurityError')
  const history = await openHistory({
    storage: {
      list: () => Promise.reject(denied),
      load: () => Promise.reject(denied),
      save: () => Promise.reject(denied),
      remove: () => Promise.reject(denied),
    },
  })
  expect(history.fault?.kind).toBe('denied')
  history.record(talkOf('a', 'Why?'))
  await history.flush()
  expect(history.unsaved).toEqual(['a'])
  expect(await history.select('a')).toBe(true)
})

describe('two tabs', () => {
  it('see what the other one stores, renames and removes', async () => {
    const storage = memoryHistory()
    const one = await openHistory({ storage })
    const other = await openHistory({ storage })
    one.record(talkOf('a', 'Why?'))
    await one.flush()
    await expect.poll(() => ids(other.threads)).toEqual(['a'])
    await other.rename('a', 'Reasons')
    await other.flush()
    await expect.poll(() => one.threads[0]?.title).toBe('Reasons')
    await one.remove('a')
    await expect.poll(() => ids(other.threads)).toEqual([])
  })

  it('never mix or lose turns: what both said at once stands in two talks', async () => {
    const storage = memoryHistory()
    const one = await openHistory({ storage })
    one.record(talkOf('a', 'Why?'))
    await one.flush()
    // A storage that tells nobody, as with a tab that has slept.
    const other = await openHistory({
      storage: { ...storage, watch: undefined },
      createId: () => 'fork',
    })
    await other.select('a')

    one.record(talkOf('a', 'Why?', 'Said in one.'))
    await one.flush()
    other.record(talkOf('a', 'Why?', 'Said in the other.'))
    await other.flush()

    expect(other.forks).toEqual([{ from: 'a', id: 'fork' }])
    expect(other.activeId).toBe('fork')
    const stored = await openHistory({ storage })
    expect(await stored.load('a')).toEqual(talkOf('a', 'Why?', 'Said in one.'))
    expect(await stored.load('fork')).toEqual(talkOf('fork', 'Why?', 'Said in the other.'))
    await expect.poll(() => ids(other.threads).toSorted()).toEqual(['a', 'fork'])
  })

  it('do not bring back what the other one removed', async () => {
    const storage = memoryHistory()
    const one = await openHistory({ storage })
    one.record(talkOf('a', 'Why?'))
    await one.flush()
    const other = await openHistory({ storage: { ...storage, watch: undefined } })
    await other.select('a')
    await one.remove('a')
    other.record(talkOf('a', 'Why?', 'More.'))
    await other.flush()
    expect(await storage.load('a')).toBeUndefined()
    expect((await storage.list()).length).toBe(1)
  })
})

describe('a server', () => {
  it('keeps nothing and is taken over by the browser', async () => {
    const history = useRillHistory(createPinia())
    await history.open()
    expect(history.status).toBe('closed')

    const pinia = createPinia()
    pinia.state.value = JSON.parse(JSON.stringify({ 'rill-history': history.$state }))
    const browser = defineRillHistory({ storage: memoryHistory(), everyMs: 0 })(pinia)
    expect(browser.threads).toEqual([])
    await browser.open()
    browser.record(talkOf('a', 'Why?'))
    expect(ids(browser.threads)).toEqual(['a'])
  })
})

it('an added talk has a new id where there is one with its own', async () => {
  const history = await openHistory({ createId: () => 'new' })
  expect(history.add(talkOf('a', 'Why?'))).toBe('a')
  expect(history.add({ schema: 1, thread: talkOf('a', 'Why?') })).toBe('new')
  expect(history.add('no talk')).toBeUndefined()
})

it('what was said before the storage was open is stored then', async () => {
  const storage = memoryHistory()
  const history = makeHistory({ storage })
  history.record(talkOf('a', 'Why?'))
  await history.flush()
  expect(await storage.list()).toEqual([])
  await history.open()
  await history.flush()
  expect(await storage.list()).toMatchObject([{ id: 'a', revision: 1 }])
})
