import type { MaybeRefOrGetter } from 'vue'
import { openStream } from '../run/openStream.ts'
import { createStreamReader } from '../run/streamReader.ts'
import type { StreamRequest } from '../run/streamRun.ts'
import { readStreamWith } from './streamWatchers.ts'
import { useRuns, type UseStreamOptions, type UseStreamReturn } from './useRuns.ts'

export type { UseStreamOptions, UseStreamReturn } from './useRuns.ts'

/**
 * One request whose answer streams into refs.
 *
 * The refs change at most once per animation frame, and at once when the run ends. The run is cancelled when the scope
 * it was made in is disposed; outside of any scope that is the caller's to do. `request` is read at each start.
 *
 * @throws {RangeError} at once, for a limit or time in the options that is not a positive number: a mistake in the code
 * is told where it was made, and never at some later `start`.
 *
 * @example
 * const stream = useStream({ url: '/api/search' }, { baseUrl: 'https://api.example.com/' })
 * await stream.start({ body: { query: 'E-204' } })
 */
export function useStream(
  request: MaybeRefOrGetter<StreamRequest>,
  options: UseStreamOptions = {},
): UseStreamReturn {
  const stream = useRuns(openStream, request, options)
  readStreamWith(stream, createStreamReader)
  return stream
}
