import { describe, expect, it } from 'vitest'
import {
  createAnnounceQueue,
  type AnnounceQueueOptions,
} from '../../../src/composables/announcer/announceQueue.ts'
import { createManualClock } from '../../support/manualClock.ts'

function listen(options: AnnounceQueueOptions = {}) {
  const clock = createManualClock()
  const heard: { readonly at: number; readonly text: string }[] = []
  const queue = createAnnounceQueue(
    (text) => {
      if (text !== '') heard.push({ at: clock.now(), text })
    },
    { clock, ...options },
  )
  return { clock, heard, queue }
}

describe('the queue of the announcer', () => {
  it('lets a region settle and then says at once what came together', async () => {
    const { clock, heard, queue } = listen()
    queue.add('One.')
    queue.add('Two.')
    await clock.advance(99)
    expect(heard).toEqual([])
    await clock.advance(1)
    expect(heard).toEqual([{ at: 100, text: 'One. Two.' }])
  })

  it('speaks no more often than every second and a half, however much there is to say', async () => {
    const { clock, heard, queue } = listen()
    for (let index = 0; index < 600; index++) {
      queue.add(`${index}`, { topic: 'count' })
      await clock.advance(16)
    }
    const gaps = heard.slice(1).map(({ at }, index) => at - (heard[index]?.at ?? 0))
    expect(heard.length).toBeGreaterThan(5)
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1500)
  })

  it('leaves a long utterance the time to be heard', async () => {
    const { clock, heard, queue } = listen()
    queue.add('x'.repeat(150))
    await clock.advance(100)
    queue.add('Next')
    await clock.advance(4499)
    expect(heard).toHaveLength(1)
    await clock.advance(1)
    expect(heard.at(-1)).toEqual({ at: 4600, text: 'Next' })
  })

  it('puts the newer of a topic in the place of the older, and keeps other topics', async () => {
    const { clock, heard, queue } = listen()
    queue.add('Thinking…', { topic: 'phase' })
    queue.add('Step 1', { topic: 'step' })
    queue.add('Answering…', { topic: 'phase' })
    await clock.advance(100)
    expect(heard.map(({ text }) => text)).toEqual(['Step 1 Answering…'])
  })

  it('drops what has waited for too long, unless it is worth hearing at any time', async () => {
    const { clock, heard, queue } = listen({ everyMs: 5000, staleMs: 2000 })
    queue.add('First')
    await clock.advance(100)
    queue.add('Stale')
    queue.add('The end', { staleMs: Number.POSITIVE_INFINITY })
    await clock.advance(5000)
    expect(heard.map(({ text }) => text)).toEqual(['First', 'The end'])
  })

  it('asks what there is to say when its turn has come, and keeps silent when there is nothing', async () => {
    const { clock, heard, queue } = listen()
    let words: string | undefined
    queue.add(() => words)
    await clock.advance(100)
    expect(heard).toEqual([])
    queue.add(() => words)
    words = 'Later'
    await clock.advance(100)
    expect(heard).toEqual([{ at: 200, text: 'Later' }])
  })

  it('takes away what was said after a while', async () => {
    const clock = createManualClock()
    const region: string[] = []
    createAnnounceQueue((text) => region.push(text), { clock }).add('Done')
    await clock.advance(20_000)
    expect(region).toEqual(['Done', ''])
    expect(clock.pending).toBe(0)
  })

  it('says nothing more and leaves no timer once it is stopped', async () => {
    const { clock, heard, queue } = listen()
    queue.add('One')
    await clock.advance(100)
    queue.add('Two')
    queue.stop()
    expect(clock.pending).toBe(0)
    await clock.advance(60_000)
    expect(heard).toHaveLength(1)
  })
})
