import { chooseDialect } from '../dialects/index.ts'
import { createAnswerSoFar } from './answerSoFar.ts'
import { resolveSettings } from './runSettings.ts'
import { startRun } from './startRun.ts'
import type { StreamOptions, StreamRequest, StreamRun } from './streamRun.ts'

/**
 * Sends a request and reads its answer as a stream. The run starts by itself as soon as the caller's code has come to
 * its end, so whoever subscribes right away misses nothing.
 *
 * Nothing that happens on the way is thrown: a request that cannot be made, a refused or broken connection, a backend's
 * error all end in the `outcome` and stand in `state.errors`, with the partial answer kept.
 *
 * A request that may be sent twice is sent again when it got no answer, and an answer that breaks off is gone on with
 * where the backend numbers its events or `resume` says how; see {@link StreamOptions}. A run that ended all the same
 * before its answer did is gone on with by {@link StreamRun.continue}, where its outcome is `resumable`.
 *
 * @throws {RangeError} at once, for a limit or time in the options that is not a positive number.
 *
 * @example
 * const run = openStream({ url: '/api/search', body: { query: 'E-204' } })
 * run.subscribe((state) => console.log(state.answer))
 * const { status } = await run.outcome
 */
export function openStream(request: StreamRequest, options: StreamOptions = {}): StreamRun {
  const settings = resolveSettings(options)
  const { dialect, ...others } = options
  const reading = { ...others, chooseDialect: () => chooseDialect(dialect) }
  const answer = createAnswerSoFar(reading, settings.limits)
  return startRun({ request, options, settings, answer })
}
