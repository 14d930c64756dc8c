import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createFrameBatcher } from '../../src/composables/frameBatcher.ts'
import { createHandFrames } from '../support/handFrames.ts'

describe('createFrameBatcher', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('delivers once per frame, however often it is asked to', () => {
    const deliver = vi.fn<() => void>()
    const frames = createHandFrames()
    const batcher = createFrameBatcher(deliver, frames)
    for (let asked = 0; asked < 1_000; asked++) batcher.schedule()
    expect(deliver).not.toHaveBeenCalled()
    frames.step()
    frames.step()
    expect(deliver).toHaveBeenCalledTimes(1)
    batcher.schedule()
    frames.step()
    expect(deliver).toHaveBeenCalledTimes(2)
  })

  it('delivers in a hidden tab, which has no frames', () => {
    const deliver = vi.fn<() => void>()
    const batcher = createFrameBatcher(deliver, createHandFrames())
    batcher.schedule()
    vi.advanceTimersByTime(250)
    expect(deliver).toHaveBeenCalledTimes(1)
  })

  it('delivers where there are no frames at all', () => {
    const deliver = vi.fn<() => void>()
    createFrameBatcher(deliver, {}).schedule()
    vi.advanceTimersByTime(250)
    expect(deliver).toHaveBeenCalledTimes(1)
  })

  it('delivers at once when it has to, and not a second time', () => {
    const deliver = vi.fn<() => void>()
    const frames = createHandFrames()
    const batcher = createFrameBatcher(deliver, frames)
    batcher.schedule()
    batcher.flush()
    frames.step()
    vi.advanceTimersByTime(1_000)
    expect(deliver).toHaveBeenCalledTimes(1)
  })

  it('leaves no timer and no frame behind', () => {
    const frames = createHandFrames()
    const batcher = createFrameBatcher(() => undefined, frames)
    batcher.schedule()
    batcher.cancel()
    expect(vi.getTimerCount()).toBe(0)
    expect(frames.pending).toBe(0)
  })
})
