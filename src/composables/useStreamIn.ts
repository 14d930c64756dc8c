import type { MaybeRefOrGetter } from 'vue'
import type { DialectChoice } from '../dialects/dialect.ts'
import { openStreamIn } from '../run/openStreamIn.ts'
import { createStreamReaderIn } from '../run/streamReader.ts'
import type { StreamRequest } from '../run/streamRun.ts'
import { nameStream, readStreamWith } from './streamWatchers.ts'
import { useRuns, type UseStreamOptions, type UseStreamReturn } from './useRuns.ts'

/**
 * Does what `useStream` does, in a dialect that is given, or in one of several. `useStream` knows the dialects by name and
 * so brings all of them into an app; here the app holds those that it names and no other. A dialect among the defaults of
 * `createRill` has no say.
 *
 * @throws {RangeError} at once, for a limit or time in the options that is not a positive number.
 *
 * @example
 * const stream = useStreamIn(ragDialect, { url: '/api/search' }, { baseUrl: 'https://api.example.com/' })
 */
export function useStreamIn(
  dialect: DialectChoice,
  request: MaybeRefOrGetter<StreamRequest>,
  options: Omit<UseStreamOptions, 'dialect'> = {},
): UseStreamReturn {
  const stream = useRuns(
    (sent, settings) => openStreamIn(dialect, sent, settings),
    request,
    options,
  )
  nameStream(stream, 'useStreamIn')
  readStreamWith(stream, (read) => createStreamReaderIn(dialect, read))
  return stream
}
