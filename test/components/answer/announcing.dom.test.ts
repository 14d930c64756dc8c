import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { h, nextTick } from 'vue'
import RillAnnouncer from '../../../src/components/announcer/RillAnnouncer.vue'
import RillAnswer from '../../../src/components/answer/RillAnswer.vue'
import { createRill } from '../../../src/components/createRill.ts'
import type { AnnounceMode } from '../../../src/composables/useAnnouncer.ts'
import type { StreamEvent } from '../../../src/dialects/events.ts'
import { createStagedStream } from '../../support/stagedStream.ts'

const start: StreamEvent = { type: 'start', dialect: 'rag' }
const done: StreamEvent = { type: 'done', reason: 'stop', clean: true }
const text = (delta: string): StreamEvent => ({ type: 'text', channel: 'answer', delta })

/** What stands in the region each time that it changed. */
const listen = (announce?: AnnounceMode, options = {}) => {
  const stream = createStagedStream()
  const props = announce === undefined ? { stream } : { stream, announce }
  const answer = mount(RillAnswer, { props, ...options })
  const region = answer.get('[role="status"]')
  const heard: string[] = []
  const wait = async (milliseconds = 7000): Promise<void> => {
    for (let passed = 0; passed < milliseconds; passed += 100) {
      await vi.advanceTimersByTimeAsync(100)
      const words = region.text()
      if (words !== '' && words !== heard.at(-1)) heard.push(words)
    }
  }
  return { stream, answer, region, heard, wait }
}

describe('RillAnswer with a voice', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('speaks of the phase in one live region and keeps the growing text out of it', async () => {
    const { stream, answer, region, heard, wait } = listen()
    await wait()
    expect(heard).toEqual([])

    stream.take(start, text('Some text'))
    await wait()
    expect(heard).toEqual(['Answering…'])
    expect(answer.findAll('[role="status"], [aria-live], [role="log"]')).toHaveLength(1)
    expect(region.element.contains(answer.get('.rill-markdown').element)).toBe(false)

    stream.take(text(' and more. And more.'))
    await wait()
    stream.take(done)
    await wait()
    expect(answer.get('[role="status"]').element).toBe(region.element)
    expect(heard).toEqual(['Answering…', 'Answer complete.'])
    await wait(20_000)
    expect(region.text()).toBe('')
  })

  it('names each step, and what is asked', async () => {
    const { stream, heard, wait } = listen()
    stream.take(start, { type: 'step-start', stepId: 'a', index: 0, name: '查询分析' })
    await wait()
    stream.take({ type: 'step-start', stepId: 'b', index: 1 })
    await wait()
    stream.take({ type: 'interrupt', kind: 'approval', payload: {} })
    await wait()
    expect(heard).toEqual([
      'Working… 查询分析',
      'Step 2',
      'Your approval is needed before this can go on.',
    ])
  })

  it('reads the answer out by sentences, each once, in the mode for that', async () => {
    const { stream, heard, wait } = listen('sentences')
    stream.take(start, text('The **fins** are dirty. 请先'))
    await wait()
    stream.take(text('停机。Cle'))
    await wait()
    stream.take(text('an them'), done)
    await wait()
    expect(heard).toEqual([
      'Answering… The fins are dirty.',
      '请先停机。',
      'Clean them. Answer complete.',
    ])
  })

  it('reads all of it out at the end in the mode for that', async () => {
    const { stream, heard, wait } = listen('final')
    stream.enter('connecting')
    await wait()
    stream.take(start, text('# One\n\nTwo. Three.'))
    await wait()
    stream.take(done)
    await wait()
    expect(heard).toEqual(['Connecting…', 'One. Two. Three. Answer complete.'])
  })

  it('reads out as much of a long answer as can be listened to, and says where the rest is', async () => {
    const { stream, heard, wait } = listen('final')
    const long = Array.from({ length: 400 }, (_, place) => `Sentence ${place} is short.`).join(' ')
    stream.take(start, text(long), done)
    await wait()
    const [said = ''] = heard.slice(-1)
    expect(said).toMatch(/^Sentence 0 is short\. Sentence 1 is short\./)
    expect(said).toMatch(/is short\. The rest is on the page\. Answer complete\.$/)
    expect(said.length).toBeLessThan(1800)
  })

  it('keeps silent in the mode for that', async () => {
    const { stream, heard, wait } = listen('off')
    stream.enter('connecting')
    await wait()
    stream.take(start, text('Two. Three.'), done)
    await wait()
    expect(heard).toEqual([])
  })

  it('takes its mode from the app where it is not given one', async () => {
    const global = { plugins: [createRill({ announce: 'off', locale: 'zh-CN' })] }
    const silent = listen(undefined, { global })
    const speaking = listen('status', { global })
    for (const { stream } of [silent, speaking]) stream.take(start, text('A'), done)
    await silent.wait()
    await speaking.wait()
    expect(silent.heard).toEqual([])
    expect(speaking.region.text()).toBe('回答已完成。')
  })

  it.each(['failed', 'interrupted'] as const)(
    'leaves it to an alert to say that it %s',
    async (status) => {
      const { stream, answer, heard, wait } = listen('sentences')
      stream.take(start, text('Half an ans'))
      stream.end({ status })
      await wait()
      expect(heard).toEqual([])
      expect(answer.findAll('[role="alert"]')).toHaveLength(1)
    },
  )

  it('speaks with the voice of who stands around it', async () => {
    const stream = createStagedStream()
    const app = mount(RillAnnouncer, {
      slots: { default: () => [h(RillAnswer, { stream }), h(RillAnswer, { stream })] },
    })
    expect(app.findAll('[role="status"]')).toHaveLength(1)
    stream.take(start, text('A'), done)
    await vi.advanceTimersByTimeAsync(200)
    expect(app.get('[role="status"]').text()).toContain('Answer complete.')
  })

  it('leaves no timer behind', async () => {
    const { stream, answer, wait } = listen('sentences')
    stream.take(start, text('One. Two.'))
    await wait(200)
    stream.take(text('Three. Four.'))
    await nextTick()
    answer.unmount()
    expect(vi.getTimerCount()).toBe(0)
  })
})
