import { type Clock, systemClock } from '../transport/clock.ts'
import { fetchTransport } from '../transport/fetchTransport.ts'
import type { Transport } from '../transport/transport.ts'
import { browserEnvironment, type StreamEnvironment } from './environment.ts'
import { resolveLimits, type StreamLimits } from './limits.ts'
import { resolveRetry, type RetryPolicy } from './retry.ts'
import type { StreamOptions } from './streamRun.ts'
import { resolveTimeouts, type StreamTimeouts } from './timeouts.ts'

/** The options of a run with every default filled in. */
export interface RunSettings {
  readonly limits: StreamLimits
  readonly timeouts: StreamTimeouts
  readonly retry: RetryPolicy
  readonly transport: Transport
  readonly clock: Clock
  readonly environment: StreamEnvironment
  readonly random: () => number
}

/**
 * Completes the caller's options.
 * @throws {RangeError} for a number that cannot be meant: that is a mistake in the code and no fate of a run, so it is
 * told at once and where it was made.
 */
export function resolveSettings(options: StreamOptions): RunSettings {
  const { transport = fetchTransport(), clock = systemClock, random = Math.random } = options
  return {
    limits: resolveLimits(options.limits),
    timeouts: resolveTimeouts(options.timeouts),
    retry: resolveRetry(transport.repeatsItself ? false : options.retry),
    transport,
    clock,
    environment: options.environment ?? browserEnvironment,
    random,
  }
}
