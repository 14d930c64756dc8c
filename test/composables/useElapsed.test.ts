import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { useElapsed } from '../../src/composables/useElapsed.ts'

describe('useElapsed', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('counts while it runs and keeps its figure afterwards', async () => {
    const isRunning = ref(false)
    const scope = effectScope()
    const elapsed = scope.run(() => useElapsed(isRunning))
    expect(elapsed?.value).toBe(0)

    isRunning.value = true
    await nextTick()
    vi.advanceTimersByTime(3_000)
    expect(elapsed?.value).toBe(3_000)

    vi.advanceTimersByTime(400)
    isRunning.value = false
    await nextTick()
    expect(elapsed?.value).toBe(3_400)
    expect(vi.getTimerCount()).toBe(0)
    scope.stop()
  })

  it('starts anew with each run', async () => {
    const isRunning = ref(true)
    const scope = effectScope()
    const elapsed = scope.run(() => useElapsed(isRunning))
    vi.advanceTimersByTime(5_000)
    isRunning.value = false
    await nextTick()
    isRunning.value = true
    await nextTick()
    expect(elapsed?.value).toBe(0)
    scope.stop()
  })

  it('reads the clock, so a late tick shows no wrong figure', () => {
    let time = 0
    const scope = effectScope()
    const elapsed = scope.run(() => useElapsed(true, { now: () => time }))
    time = 61_000
    vi.advanceTimersByTime(1_000)
    expect(elapsed?.value).toBe(61_000)
    scope.stop()
  })

  it('leaves no timer behind when its scope is disposed', () => {
    const scope = effectScope()
    scope.run(() => useElapsed(true))
    expect(vi.getTimerCount()).toBe(1)
    scope.stop()
    expect(vi.getTimerCount()).toBe(0)
  })
})
