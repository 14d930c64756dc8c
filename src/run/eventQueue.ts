import type { StreamEvent } from '../dialects/events.ts'

/** The events of a run for one reader who takes them one at a time. */
export interface EventQueue extends AsyncIterableIterator<StreamEvent> {
  push(events: readonly StreamEvent[]): void
  /** No more events come; those that wait are still handed out. */
  close(): void
}

type Taker = (result: IteratorResult<StreamEvent, undefined>) => void

/** Holds what was not taken yet, without a bound: a slow reader does not slow the run. `onLeave` hears that it left. */
export function createEventQueue(onLeave: () => void): EventQueue {
  let waiting: StreamEvent[] = []
  let position = 0
  let takers: Taker[] = []
  let isClosed = false

  function take(): StreamEvent | undefined {
    const event = waiting[position]
    position += 1
    if (position >= waiting.length) {
      waiting = []
      position = 0
    }
    return event
  }

  function close(): void {
    isClosed = true
    for (const taker of takers) taker({ done: true, value: undefined })
    takers = []
  }

  return {
    [Symbol.asyncIterator]() {
      return this
    },
    push(events) {
      const free = takers.splice(0, events.length)
      free.forEach((taker, index) => {
        const event = events[index]
        if (event) taker({ done: false, value: event })
      })
      for (let index = free.length; index < events.length; index++) {
        const event = events[index]
        if (event) waiting.push(event)
      }
    },
    close,
    next() {
      const value = take()
      if (value) return Promise.resolve({ done: false, value })
      if (isClosed) return Promise.resolve({ done: true, value: undefined })
      return new Promise((resolve) => takers.push(resolve))
    },
    return() {
      waiting = []
      position = 0
      close()
      onLeave()
      return Promise.resolve({ done: true, value: undefined })
    },
  }
}
