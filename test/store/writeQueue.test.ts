import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createWriteQueue } from '../../src/store/writeQueue.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('a queue of writes', () => {
  it('writes a talk at once, and then no oftener than it is worth', async () => {
    const writes: number[] = []
    const began = Date.now()
    const queue = createWriteQueue({
      everyMs: 1000,
      write: async () => void writes.push(Date.now() - began),
    })
    for (let frame = 0; frame < 200; frame++) {
      queue.schedule('a')
      await vi.advanceTimersByTimeAsync(16)
    }
    expect(writes.length).toBe(4)
    expect(writes[0]).toBe(0)
    for (const [place, time] of writes.entries()) {
      expect(time - (writes[place - 1] ?? -1000)).toBeGreaterThanOrEqual(1000)
    }
    queue.schedule('a')
    await queue.flush()
    expect(writes.length).toBe(5)
    expect(queue.isWaiting('a')).toBe(false)
  })

  it('never has two writes of one talk on their way, and does not hold up another', async () => {
    let running = 0
    let most = 0
    const done: string[] = []
    const queue = createWriteQueue({
      everyMs: 0,
      async write(id) {
        if (id === 'a') running++
        most = Math.max(most, running)
        await new Promise((resolve) => setTimeout(resolve, id === 'a' ? 50 : 1))
        if (id === 'a') running--
        done.push(id)
      },
    })
    queue.schedule('a')
    await vi.advanceTimersByTimeAsync(5)
    queue.schedule('a')
    queue.schedule('b')
    await vi.advanceTimersByTimeAsync(2000)
    expect(most).toBe(1)
    expect(done).toEqual(['b', 'a', 'a'])
  })

  it('writes a talk that takes long less often', async () => {
    let writes = 0
    const queue = createWriteQueue({
      everyMs: 1000,
      async write() {
        writes++
        await new Promise((resolve) => setTimeout(resolve, 200))
      },
    })
    for (let frame = 0; frame < 600; frame++) {
      queue.schedule('a')
      await vi.advanceTimersByTimeAsync(16)
    }
    expect(writes).toBe(3)
  })

  it('forgets what is cancelled', async () => {
    const write = vi.fn<() => Promise<void>>(async () => undefined)
    const queue = createWriteQueue({ everyMs: 100, write })
    queue.schedule('a')
    queue.cancel('a')
    await vi.advanceTimersByTimeAsync(500)
    expect(write).not.toHaveBeenCalled()
  })
})
