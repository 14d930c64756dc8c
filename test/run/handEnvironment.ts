import type { EnvironmentSignal, StreamEnvironment } from '../../src/run/environment.ts'

/** A page that a test puts to sleep, takes offline and wakes. */
export interface HandEnvironment extends StreamEnvironment {
  fire(signal: EnvironmentSignal): void
  readonly listeners: number
}

export function createHandEnvironment(): HandEnvironment {
  const hearers = new Set<(signal: EnvironmentSignal) => void>()
  let isOnline = true
  return {
    isOnline: () => isOnline,
    listen(hear) {
      hearers.add(hear)
      return () => void hearers.delete(hear)
    },
    fire(signal) {
      if (signal !== 'visible') isOnline = signal === 'online'
      for (const hear of hearers) hear(signal)
    },
    get listeners() {
      return hearers.size
    },
  }
}
