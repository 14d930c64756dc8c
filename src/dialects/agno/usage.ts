import { idField, type JsonRecord, numberField, recordField } from '../payload/jsonFields.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { readTokenUsage } from '../bookkeeping/tokenUsage.ts'

/** Counts what the models have used. */
export interface AgnoUsage {
  /** One request to a model is over: it adds to the others. */
  readRequest(record: JsonRecord): void
  /** A run inside of the one that was asked for is over. Its requests, where they were told, are counted already. */
  readInnerRun(record: JsonRecord): void
  /** The run is over: its figures stand for all of it. */
  readRun(record: JsonRecord): void
}

export function createAgnoUsage(output: EventOutput): AgnoUsage {
  const counted = new Set<string>()

  function write(figures: JsonRecord, cumulative: boolean): void {
    // agno's own name for the tokens that came from a cache.
    const cached = numberField(figures, 'cache_read_tokens')
    const usage = readTokenUsage(figures, cumulative)
    if (usage === undefined) return
    output.write(cached === undefined ? usage : { ...usage, cachedInputTokens: cached })
  }

  return {
    readRequest(record) {
      const run = idField(record, 'run_id')
      if (run !== undefined) counted.add(run)
      write(record, false)
    },
    readInnerRun(record) {
      const metrics = recordField(record, 'metrics')
      if (metrics !== undefined && !counted.has(idField(record, 'run_id') ?? ''))
        write(metrics, false)
    },
    readRun(record) {
      const metrics = recordField(record, 'metrics')
      if (metrics !== undefined) write(metrics, true)
    },
  }
}
