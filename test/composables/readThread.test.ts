import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readThread } from '../../src/composables/chat/readThread.ts'
import { showVersion, titleOf } from '../../src/composables/chat/threadTurns.ts'
import { createSSRApp, effectScope, h } from 'vue'
import { renderToString } from 'vue/server-renderer'
import RillChat from '../../src/components/chat/RillChat.vue'
import { useChat } from '../../src/composables/useChat.ts'
import { stagedScenes } from '../support/stagedScenes.ts'
import { createStagedStream } from '../support/stagedStream.ts'
import { storedTalk } from '../support/storedTalk.ts'

describe('readThread', () => {
  it('reads what was stored, and what was read once more', () => {
    const talk = storedTalk(3)
    const once = readThread(JSON.parse(JSON.stringify(talk)))
    expect(once?.turns).toHaveLength(6)
    expect(readThread(JSON.parse(JSON.stringify(once)))).toEqual(once)
  })

  it.each([undefined, null, 3, 'talk', [], {}, { id: 4, turns: [] }, { id: 'a', turns: {} }])(
    'refuses %j',
    (value) => {
      expect(readThread(value)).toBeUndefined()
    },
  )

  it('leaves out what cannot be drawn and keeps the rest', () => {
    const { turns } = storedTalk(1)
    const read = readThread({
      id: 'a',
      createdAt: 'yesterday',
      ids: { sessionId: 's', runId: 7, other: 'x' },
      turns: [null, { id: 'x', role: 'system', versions: [] }, { id: 'y', role: 'user' }, ...turns],
    })
    expect(read).toMatchObject({ createdAt: 0, ids: { sessionId: 's' } })
    expect(read?.turns.map(({ id }) => id)).toEqual(['q1', 'a1'])
  })

  it('shows a version that is there, whatever it is told', () => {
    const [question] = storedTalk(1).turns
    for (const shown of [-1, 99, 0.5, 'last', undefined, Number.NaN]) {
      const read = readThread({ id: 'a', turns: [{ ...question, shown }] })
      expect(read?.turns[0]?.shown).toBe(0)
    }
  })

  it('leaves no trace on prototypes', () => {
    const json =
      '{"id":"a","turns":[{"id":"t","role":"user","versions":[{"id":"v","text":"x"}],"behind":{"__proto__":[{"polluted":true}]}}]}'
    const read = readThread(JSON.parse(json))
    expect(Object.keys(read?.turns[0]?.behind ?? {})).toEqual([])
    expect('polluted' in {}).toBe(false)
  })

  it('gives what can be drawn, for any JSON in any place of a talk', async () => {
    const states = Object.values(stagedScenes).map((stageScene) => {
      const stream = createStagedStream()
      stageScene(stream)
      return stream.state.value
    })
    const talk = JSON.stringify(
      storedTalk(states.length, undefined, (number) => states[number - 1]),
    )
    const value = /:("(?:[^"\\]|\\.)*"|-?[\d.]+|true|false|\[\]|\{\})/g
    const places = [...talk.matchAll(value)].map(
      ({ index, 0: text }) => [index, text.length] as const,
    )
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...places),
        fc.json({ maxDepth: 2 }),
        async ([place, length], json) => {
          const text = `${talk.slice(0, place)}:${json}${talk.slice(place + length)}`
          const thread = readThread(JSON.parse(text))
          if (!thread) return
          const chat = effectScope(true).run(() =>
            useChat({ url: 'https://a.example/' }, { thread }),
          )
          const render = () => chat && h(RillChat, { chat })
          expect(await renderToString(createSSRApp({ render }))).toContain('rill-chat')
          expect(titleOf(thread)).toBeTypeOf('string')
        },
      ),
      { numRuns: 150 },
    )
  }, 60_000)

  it('reads a talk within talks without end as far as it can', () => {
    let turn: unknown = { id: 'deep', role: 'user', versions: [{ id: 'v', text: 'x' }] }
    for (let depth = 0; depth < 3000; depth += 1) {
      turn = { id: 't', role: 'user', versions: [{ id: 'v', text: 'x' }], behind: { v: [turn] } }
    }
    expect(readThread({ id: 'a', turns: [turn] })?.turns).toHaveLength(1)
  })
})

describe('showVersion', () => {
  it('changes nothing for a turn or version that is not there', () => {
    const { turns } = storedTalk(2)
    expect(showVersion(turns, 'nobody', 0)).toBe(turns)
    expect(showVersion(turns, 'q1', 5)).toBe(turns)
    expect(showVersion(turns, 'q1', 0)).toBe(turns)
  })
})

describe('titleOf', () => {
  it('is the title, else the first line of the first question', () => {
    const talk = storedTalk(1)
    expect(titleOf(talk)).toBe('Question 1?')
    expect(titleOf({ ...talk, title: 'Mine' })).toBe('Mine')
    expect(titleOf({ turns: [] })).toBe('')
  })
})
