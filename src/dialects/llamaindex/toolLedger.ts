import type { EventOf } from '../events.ts'
import { isRecord, type JsonRecord, ownField, stringField } from '../payload/jsonFields.ts'
import { withPythonNames } from './workflowEvent.ts'
import { textOfMessage } from './textOfMessage.ts'

export type ToolEvent = EventOf<'tool-start' | 'tool-end'>

/** Follows the tool calls of a run from the first chunk that names one to its result. */
export interface ToolLedger {
  /** A chunk of the model names the calls it is about to make; their arguments are not whole yet. */
  announce(selections: readonly unknown[]): readonly ToolEvent[]
  /** A call is made: its arguments are whole. */
  call(selection: JsonRecord): readonly ToolEvent[]
  /** A call is over. */
  result(result: JsonRecord): readonly ToolEvent[]
  /** What the model says next has nothing to do with the calls it announced before. */
  startTurn(): void
}

interface OpenCall {
  readonly id: string
  readonly name: string | undefined
  /** The backend's id, which some models make up anew for every chunk and others repeat in every turn. */
  ownId: string
  hasInput: boolean
}

const FAILED = 'The tool failed'

export function createToolLedger(): ToolLedger {
  const open: OpenCall[] = []
  const usedIds = new Set<string>()
  let announced: (OpenCall | undefined)[] = []

  function begin(selection: JsonRecord): OpenCall {
    const ownId = stringField(selection, 'tool_id') ?? ''
    const call = { id: freeId(ownId), ownId, name: nameOf(selection), hasInput: false }
    open.push(call)
    return call
  }

  function freeId(ownId: string): string {
    const wanted = ownId === '' ? `tool-${usedIds.size + 1}` : ownId
    let id = wanted
    for (let copy = 2; usedIds.has(id); copy++) id = `${wanted}-${copy}`
    usedIds.add(id)
    return id
  }

  function startOf(call: OpenCall, input?: unknown): ToolEvent {
    return { type: 'tool-start', toolCallId: call.id, name: call.name, input }
  }

  return {
    announce(selections) {
      return selections.flatMap((raw, index): readonly ToolEvent[] => {
        if (!isRecord(raw)) return []
        const selection = withPythonNames(raw)
        const ownId = stringField(selection, 'tool_id') ?? ''
        const known =
          announced.find((call) => ownId !== '' && call?.ownId === ownId) ?? announced[index]
        if (known !== undefined && known.name === nameOf(selection)) {
          known.ownId = ownId
          return []
        }
        const call = begin(selection)
        announced[index] = call
        return [startOf(call)]
      })
    },
    call(selection) {
      const ownId = stringField(selection, 'tool_id') ?? ''
      const name = nameOf(selection)
      const waiting = open.filter((call) => !call.hasInput)
      const known =
        waiting.find((call) => call.ownId === ownId) ?? waiting.find((call) => call.name === name)
      const call = known ?? begin(selection)
      call.hasInput = true
      call.ownId = ownId
      const input = ownField(selection, 'tool_kwargs')
      const end: ToolEvent = {
        type: 'tool-end',
        toolCallId: call.id,
        phase: 'input',
        name,
        input,
      }
      return known === undefined ? [startOf(call, input), end] : [end]
    },
    result(result) {
      const ownId = stringField(result, 'tool_id') ?? ''
      const known = open.find((call) => call.ownId === ownId)
      const call = known ?? begin(result)
      open.splice(open.indexOf(call), 1)
      announced = announced.filter((other) => other !== call)
      const end: ToolEvent = {
        type: 'tool-end',
        toolCallId: call.id,
        phase: 'output',
        name: nameOf(result),
        ...readOutput(ownField(result, 'tool_output')),
      }
      const input = ownField(result, 'tool_kwargs')
      return known === undefined ? [startOf(call, input), end] : [end]
    },
    startTurn() {
      announced = []
    },
  }
}

function nameOf(selection: JsonRecord): string | undefined {
  return stringField(selection, 'tool_name')
}

/** Takes what the model got to read: the content, else its text blocks, else what the tool returned. */
function readOutput(raw: unknown): { readonly output: unknown; readonly error?: string } {
  if (!isRecord(raw)) return { output: raw }
  const output = withPythonNames(raw)
  const value =
    textOfMessage(output) ?? output['raw_output'] ?? output['output'] ?? output['result']
  if (output['is_error'] !== true) return { output: value }
  return { output: value, error: typeof value === 'string' && value !== '' ? value : FAILED }
}
