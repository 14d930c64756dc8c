/** How long a run waits for what. All in milliseconds. */
export interface StreamTimeouts {
  /** From sending a request to the head of its response; the wait for a free connection does not count. Default: 15 s. */
  readonly connect: number
  /** Silence after which `connection.stalledSince` tells of it; nothing ends. Default: 15 s. */
  readonly stalled: number
  /** Silence after which a connection counts as dead. Every byte breaks it, comments too. Default: 45 s. */
  readonly idle: number
  /** The whole run with all its attempts; the time in which it is paused does not count. Default: 10 min. */
  readonly total: number
}

/** Some times of your own, or none at all: a time is lifted by the word `'unlimited'`, never by a number. */
export type StreamTimeoutOptions =
  | 'unlimited'
  | { readonly [Name in keyof StreamTimeouts]?: number | 'unlimited' }

export const DEFAULT_TIMEOUTS: StreamTimeouts = {
  connect: 15_000,
  stalled: 15_000,
  idle: 45_000,
  total: 10 * 60_000,
}

/**
 * Completes the caller's times with the defaults.
 * @throws {RangeError} for a time that is not a positive number.
 */
export function resolveTimeouts(options: StreamTimeoutOptions = {}): StreamTimeouts {
  const time = (name: keyof StreamTimeouts): number => {
    const value = options === 'unlimited' ? options : (options[name] ?? DEFAULT_TIMEOUTS[name])
    return readDuration(`timeouts.${name}`, value)
  }
  return {
    connect: time('connect'),
    stalled: time('stalled'),
    idle: time('idle'),
    total: time('total'),
  }
}

/**
 * Reads a number of the caller's that may be lifted by name; `Infinity` stands for lifted.
 * @throws {RangeError} when it is no positive number.
 */
export function readDuration(name: string, value: number | 'unlimited'): number {
  if (value === 'unlimited') return Number.POSITIVE_INFINITY
  if (value > 0 && Number.isFinite(value)) return value
  throw new RangeError(`${name} must be a positive number or 'unlimited', not ${value}`)
}
