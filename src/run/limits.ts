import { DEFAULT_MAX_EVENT_BYTES } from '../framing/frame.ts'

/** Bounds of one run. Reaching one ends it with an error of kind `limit`; what had arrived is kept. */
export interface StreamLimits {
  /** Largest single event or line, in bytes of UTF-8. Default: 1 MiB. */
  readonly eventBytes: number
  /** Most text in answer, reasoning and what tools are given and give back together, in UTF-16 units. Default: 4 Mi. */
  readonly textLength: number
  /** Most events of one run, as they come and as they are read, for streams that never end. Default: 10 million. */
  readonly events: number
  /** Deepest nesting of one JSON payload. Default: 32. */
  readonly jsonDepth: number
  /** Most keys and array items of one JSON payload. Default: 10,000. */
  readonly jsonKeys: number
  /** How much of an error response is read, in bytes. Default: 4 KiB. */
  readonly errorBodyBytes: number
}

/** Some limits of your own, or none at all: a limit is lifted by the word `'unlimited'`, never by a number. */
export type StreamLimitOptions =
  | 'unlimited'
  | { readonly [Name in keyof StreamLimits]?: number | 'unlimited' }

export const DEFAULT_LIMITS: StreamLimits = {
  eventBytes: DEFAULT_MAX_EVENT_BYTES,
  textLength: 4 * 1024 * 1024,
  events: 10_000_000,
  jsonDepth: 32,
  jsonKeys: 10_000,
  errorBodyBytes: 4 * 1024,
}

/**
 * Completes the caller's limits with the defaults.
 * @throws {RangeError} for a limit that is not a positive number.
 */
export function resolveLimits(options: StreamLimitOptions = {}): StreamLimits {
  const limit = (name: keyof StreamLimits): number => {
    const value = options === 'unlimited' ? options : (options[name] ?? DEFAULT_LIMITS[name])
    if (value === 'unlimited') return Number.POSITIVE_INFINITY
    if (value > 0 && Number.isFinite(value)) return value
    throw new RangeError(`limits.${name} must be a positive number or 'unlimited', not ${value}`)
  }
  return {
    eventBytes: limit('eventBytes'),
    textLength: limit('textLength'),
    events: limit('events'),
    jsonDepth: limit('jsonDepth'),
    jsonKeys: limit('jsonKeys'),
    errorBodyBytes: limit('errorBodyBytes'),
  }
}
