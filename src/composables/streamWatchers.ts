import type { StreamReader, StreamReaderOptions } from '../run/streamReader.ts'
import type { StreamOptions } from '../run/streamRun.ts'
import { fetchTransport } from '../transport/fetchTransport.ts'
import { wrapTransport } from '../transport/wrapTransport.ts'
import type { UseStreamReturn } from './useRuns.ts'

/**
 * Somebody who watches streams, such as an inspector: gives the options that a run is started with instead, of which
 * `transport` and `onEvents` count; or the same ones, to let the run be.
 */
export type StreamWatcher = (stream: UseStreamReturn, options: StreamOptions) => StreamOptions

/** Makes a reader that reads a response as the runs of a stream do. */
export type MakeReader = (options: StreamReaderOptions) => StreamReader

const watchers = new Set<StreamWatcher>()
const views = new WeakMap<UseStreamReturn, () => UseStreamReturn | undefined>()
const names = new WeakMap<UseStreamReturn, string>()
const readers = new WeakMap<UseStreamReturn, MakeReader>()

/**
 * Lets `watcher` see every run that begins from now on, until the returned function is called. One that has begun and has
 * not sent its request yet counts, too: what is drawn for a run comes a moment after it.
 */
export function watchStreams(watcher: StreamWatcher): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

/** The options of a run that begins, in which those who watch by the time of a request have their part. */
export function watchedOptions(stream: UseStreamReturn, options: StreamOptions): StreamOptions {
  const { transport = fetchTransport() } = options
  const joined = new Set<StreamWatcher>()
  let watched: StreamOptions = { ...options, transport }

  function join(): void {
    for (const watcher of watchers) {
      if (joined.has(watcher)) continue
      const before = watched
      watched = watcher(stream, before)
      if (watched !== before) joined.add(watcher)
    }
  }

  join()
  return {
    ...options,
    transport: wrapTransport(transport, (request, context) => {
      join()
      return (watched.transport ?? transport).open(request, context)
    }),
    onEvents: (events, state) => watched.onEvents?.(events, state),
  }
}

/** Says that `view` shows runs of other streams: those of the one that `live` gives. */
export function showRunsOf(view: UseStreamReturn, live: () => UseStreamReturn | undefined): void {
  views.set(view, live)
}

/** Whether `view` shows what `stream` does: it is that stream, or an answer of a talk that runs in it right now. */
export function isShownBy(view: UseStreamReturn, stream: UseStreamReturn): boolean {
  return view === stream || views.get(view)?.() === stream
}

/** Says what a stream was made by, for those who look at it. */
export function nameStream(stream: UseStreamReturn, name: string): void {
  names.set(stream, name)
}

export function nameOfStream(stream: UseStreamReturn): string {
  return names.get(stream) ?? 'useStream'
}

/**
 * Says how the runs of a stream read. Who watches can read along then without knowing a dialect by name, which would bring
 * all of them into an app that holds one.
 */
export function readStreamWith(stream: UseStreamReturn, makeReader: MakeReader): void {
  readers.set(stream, makeReader)
}

export function readerOfStream(stream: UseStreamReturn): MakeReader | undefined {
  return readers.get(stream)
}
