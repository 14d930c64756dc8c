import { expect, test } from 'vitest'
import { startDeadline } from '../../src/run/deadline.ts'
import type { Clock } from '../../src/transport/clock.ts'
import { createManualClock } from '../support/manualClock.ts'

function start(milliseconds: number, clock: Clock) {
  let expired = 0
  const deadline = startDeadline({ clock, milliseconds, expire: () => void expired++ })
  return {
    ...deadline,
    get expired() {
      return expired
    },
  }
}

/** A clock that sleeps: time goes on without its timers. */
function createSleepyClock() {
  let asleep = 0
  const clock = createManualClock()
  return {
    ...clock,
    now: () => clock.now() + asleep,
    advance: (milliseconds: number) => clock.advance(milliseconds),
    sleep: (milliseconds: number) => void (asleep += milliseconds),
  }
}

test('a deadline runs out once', async () => {
  const clock = createManualClock()
  const deadline = start(1000, clock)
  await clock.advance(999)
  expect(deadline.expired).toBe(0)
  await clock.advance(1)
  expect(deadline.expired).toBe(1)
  await clock.advance(10_000)
  expect(deadline.expired).toBe(1)
  expect(clock.pending).toBe(0)
})

test('whatever happens before starts the whole time anew, with one timer', async () => {
  const clock = createManualClock()
  const deadline = start(1000, clock)
  for (let count = 0; count < 20; count++) {
    await clock.advance(900)
    deadline.touch()
    expect(clock.pending).toBe(1)
  }
  expect(deadline.expired).toBe(0)
  await clock.advance(999)
  expect(deadline.expired).toBe(0)
  await clock.advance(1)
  expect(deadline.expired).toBe(1)
})

test('a cancelled one leaves no timer', async () => {
  const clock = createManualClock()
  const deadline = start(1000, clock)
  deadline.cancel()
  expect(clock.pending).toBe(0)
  await clock.advance(5000)
  expect(deadline.expired).toBe(0)
})

test('an unlimited one sets no timer', () => {
  const clock = createManualClock()
  start(Number.POSITIVE_INFINITY, clock)
  expect(clock.pending).toBe(0)
})

test('time stands still while it is held', async () => {
  const clock = createManualClock()
  const deadline = start(1000, clock)
  await clock.advance(400)
  deadline.hold()
  expect(clock.pending).toBe(0)
  await clock.advance(1_000_000)
  deadline.release()
  await clock.advance(599)
  expect(deadline.expired).toBe(0)
  await clock.advance(1)
  expect(deadline.expired).toBe(1)
})

test('a timer that was asleep gives one more interval instead of an end', async () => {
  const clock = createSleepyClock()
  const deadline = start(45_000, clock)
  await clock.advance(10_000)
  clock.sleep(3_600_000)
  await clock.advance(35_000)
  expect(deadline.expired).toBe(0)
  await clock.advance(44_999)
  expect(deadline.expired).toBe(0)
  await clock.advance(1)
  expect(deadline.expired).toBe(1)
})

test('who wakes early asks for one more interval, once per silence', async () => {
  const clock = createManualClock()
  const deadline = start(1000, clock)
  await clock.advance(900)
  deadline.extend()
  await clock.advance(900)
  deadline.extend()
  expect(deadline.expired).toBe(0)
  await clock.advance(100)
  expect(deadline.expired).toBe(1)
})

test('a time beyond the longest timer of the platform does not run out at once', async () => {
  const waits: number[] = []
  const clock: Clock = {
    now: () => 0,
    schedule: (_callback, milliseconds) => {
      waits.push(milliseconds)
      return () => undefined
    },
  }
  start(1e12, clock)
  expect(waits).toEqual([2 ** 31 - 1])
})
