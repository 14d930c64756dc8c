import { afterEach, expect, it, vi } from 'vitest'
import { systemClock } from '../../src/transport/clock.ts'

afterEach(() => void vi.useRealTimers())

it('waits as long as a timer can for what is further away, and not for no time at all', () => {
  vi.useFakeTimers()
  const called = vi.fn<() => void>()
  systemClock.schedule(called, 1e15)
  vi.advanceTimersByTime(86_400_000)
  expect(called).not.toHaveBeenCalled()
})
