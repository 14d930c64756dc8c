import type { ResultItem, StreamEvent } from '../../src/dialects/events.ts'
import { reduceStream } from '../../src/state/reduce.ts'
import { createStreamState } from '../../src/state/streamState.ts'

/** Reasons that mean the same to whoever reads the answer: what the reader makes of it depends on what came before. */
const SAME_END: ReadonlySet<string> = new Set(['eof', 'tool-calls'])

/**
 * What a way over the wire must not change, and by name what it may: ids that a backend gives, where pieces of text are
 * cut, when a call gets its input, which of the clean ends it was, and data that a backend adds of its own.
 */
export function retell(events: readonly StreamEvent[], lacks: readonly string[] = []): object {
  const state = events.reduce(reduceStream, createStreamState())
  const rows = (list: readonly ResultItem[]): readonly object[] =>
    list.map((item) =>
      without(
        'result',
        { ...item, metadata: undefined, images: undefined, span: undefined },
        lacks,
      ),
    )
  return {
    answer: state.answer,
    reasoning: state.reasoning,
    steps: state.steps.map(({ name, status }) => without('step', { name, status }, lacks)),
    // What OpenAI's search of files found is the output of a call, which is the backend's own.
    tools: state.tools
      .filter(({ name }) => name !== 'file_search')
      .map(({ name, input, output }) => ({ name, input, output })),
    results: rows(state.results),
    references: rows(state.references),
    usage: state.usage && { input: state.usage.inputTokens, output: state.usage.outputTokens },
    progress: state.progress && { value: state.progress.value, total: state.progress.total },
    errors: state.errors.map(({ message }) => message),
    status: events.flatMap((event) => (event.type === 'status' ? [event.message] : [])),
    data: events.flatMap((event) =>
      event.type === 'data' && JSON.stringify(event.data).includes('"noted"') ? [event.data] : [],
    ),
    done: events.flatMap((event) =>
      event.type === 'done' ? [SAME_END.has(event.reason) ? 'stop' : event.reason] : [],
    ),
  }
}

function without(kind: string, fields: object, lacks: readonly string[]): object {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([name, value]) => value !== undefined && !lacks.includes(`${kind}.${name}`),
    ),
  )
}
