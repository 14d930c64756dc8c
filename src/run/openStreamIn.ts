import type { DialectChoice } from '../dialects/dialect.ts'
import { createAnswerSoFar } from './answerSoFar.ts'
import { resolveSettings } from './runSettings.ts'
import { startRun } from './startRun.ts'
import type { StreamOptions, StreamRequest, StreamRun } from './streamRun.ts'

/**
 * Opens a stream in a dialect that is given, or in one of several. It does the same as `openStream`, which knows the
 * dialects by name and so brings all of them into an app; here the app holds those that it names and no other.
 *
 * @throws {RangeError} at once, for a limit or time in the options that is not a positive number.
 *
 * @example
 * const run = openStreamIn(ragDialect, { url: '/api/search', body: { query: 'E-204' } })
 */
export function openStreamIn(
  dialect: DialectChoice,
  request: StreamRequest,
  options: Omit<StreamOptions, 'dialect'> = {},
): StreamRun {
  const settings = resolveSettings(options)
  const answer = createAnswerSoFar({ ...options, chooseDialect: () => dialect }, settings.limits)
  return startRun({ request, options, settings, answer })
}
