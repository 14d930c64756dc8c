import type { StreamOptions } from '../run/streamRun.ts'
import type { UseStreamReturn } from './useRuns.ts'

/** Somebody who watches streams, such as an inspector: gives the options that a run is started with instead. */
export type StreamWatcher = (stream: UseStreamReturn, options: StreamOptions) => StreamOptions

const watchers = new Set<StreamWatcher>()

/** Lets `watcher` see every run that begins from now on, until the returned function is called. */
export function watchStreams(watcher: StreamWatcher): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

/** The options of a run that begins. Where nobody watches, those that it was given. */
export function watchedOptions(stream: UseStreamReturn, options: StreamOptions): StreamOptions {
  let watched = options
  for (const watcher of watchers) watched = watcher(stream, watched)
  return watched
}
