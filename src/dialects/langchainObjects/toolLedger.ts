import type { DialectContext } from '../dialect.ts'
import type { EventOf } from '../events.ts'
import {
  arrayField,
  idField,
  isRecord,
  type JsonRecord,
  numberField,
  ownField,
  stringField,
} from '../payload/jsonFields.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import type { SourceFinder, SourcePlace } from '../results/sourceFinder.ts'
import { createToolPieces } from '../tools/toolPieces.ts'

/** Follows the tool calls of a run, which several kinds of events may tell of, and tells of each once. */
export interface ToolLedger {
  /** Whoever asks for a tool from now on does it here, and there the call stays. */
  within(place: SourcePlace): void
  /** A piece of a message asks for tools. */
  readChunks(messageId: string, fields: JsonRecord): void
  /** A whole message asks for tools. */
  readCalls(fields: JsonRecord): void
  /** A message that is not whole yet names the tools it asks for. */
  announce(fields: JsonRecord): void
  /** No more pieces come: the inputs are whole. */
  settle(): void
  /** A tool starts to run; gives the id of the call, the model's where it asked for this one. */
  run(runId: string, name: string | undefined, input: unknown): string
  finish(toolCallId: string, result: Pick<EventOf<'tool-end'>, 'name' | 'output' | 'error'>): void
  /** A tool gives something out before it is over. */
  tell(toolCallId: string, delta: string): void
  /** The id of the call that is made in this run. */
  idOf(runId: string): string | undefined
  /** Where the call was asked for. */
  placeOf(toolCallId: string): SourcePlace | undefined
}

export interface ToolLedgerOptions {
  readonly context: DialectContext
  readonly output: EventOutput
  readonly sources: SourceFinder
}

export function createToolLedger({ context, output, sources }: ToolLedgerOptions): ToolLedger {
  const pieces = createToolPieces(context.json)
  const started = new Set<string>()
  const whole = new Set<string>()
  const over = new Set<string>()
  /** Calls that a model asked for and that no run was found for yet. */
  const asked = new Map<string, string | undefined>()
  const idByRun = new Map<string, string>()
  /** Where each call was asked for. */
  const places = new Map<string, SourcePlace>()
  let place: SourcePlace = {}
  let lastSlot = ''

  function write(event: EventOf<'tool-start' | 'tool-delta' | 'tool-end'>): void {
    const { toolCallId: id } = event
    if (event.type === 'tool-start') {
      places.set(id, place)
      started.add(id)
      asked.set(id, event.name)
    }
    if (event.type === 'tool-end' && event.phase === 'input') {
      if (whole.has(id)) return
      whole.add(id)
    }
    output.write({ ...event, ...places.get(id) })
  }

  function begin(toolCallId: string, name: string | undefined, input: unknown): void {
    if (!started.has(toolCallId)) write({ type: 'tool-start', toolCallId, name })
    if (input !== undefined) write({ type: 'tool-end', toolCallId, phase: 'input', name, input })
  }

  function settle(): void {
    pieces.finish().forEach(write)
  }

  return {
    within({ agent, stepId }) {
      if (agent !== place.agent || stepId !== place.stepId) place = { agent, stepId }
    },
    readChunks(messageId, fields) {
      for (const chunk of arrayField(fields, 'tool_call_chunks') ?? []) {
        if (!isRecord(chunk)) continue
        const id = idField(chunk, 'id')
        const index = numberField(chunk, 'index') ?? id
        const slot = index === undefined ? lastSlot : `${messageId}/${index}`
        lastSlot = slot
        const [name, delta] = [stringField(chunk, 'name'), stringField(chunk, 'args')]
        // A call that is known from elsewhere is whole already.
        if (id !== undefined && whole.has(id)) continue
        pieces.add({ place: slot, id, name, delta }).forEach(write)
      }
    },
    readCalls(fields) {
      // First what the calls say of themselves: it is surer than what their pieces add up to.
      for (const { id, name, args } of callsIn(fields)) begin(id, name, args)
      settle()
    },
    announce(fields) {
      for (const { id, name } of callsIn(fields)) begin(id, name, undefined)
    },
    settle,
    run(runId, name, input) {
      settle()
      const known = [...asked].find(([, askedName]) => askedName === name && name !== undefined)
      const toolCallId = known?.[0] ?? runId
      begin(toolCallId, name, input)
      asked.delete(toolCallId)
      idByRun.set(runId, toolCallId)
      return toolCallId
    },
    finish(toolCallId, { name, output: result, error }) {
      settle()
      if (over.has(toolCallId)) return
      over.add(toolCallId)
      begin(toolCallId, name, undefined)
      asked.delete(toolCallId)
      write({ type: 'tool-end', toolCallId, phase: 'output', name, output: result, error })
      if (error === undefined) sources.readOutput(result, places.get(toolCallId))
    },
    tell: (toolCallId, delta) => write({ type: 'tool-delta', toolCallId, of: 'output', delta }),
    idOf: (runId) => idByRun.get(runId),
    placeOf: (toolCallId) => places.get(toolCallId),
  }
}

interface AskedCall {
  readonly id: string
  readonly name: string | undefined
  readonly args: unknown
}

function callsIn(fields: JsonRecord): readonly AskedCall[] {
  return (arrayField(fields, 'tool_calls') ?? []).flatMap((call): readonly AskedCall[] => {
    const id = isRecord(call) ? idField(call, 'id') : undefined
    if (!isRecord(call) || id === undefined) return []
    return [{ id, name: stringField(call, 'name'), args: ownField(call, 'args') }]
  })
}
