import {
  arrayField,
  idField,
  isRecord,
  type JsonRecord,
  ownField,
  recordField,
  stringField,
} from '../payload/jsonFields.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { createToolPairing } from '../tools/toolPairing.ts'
import { speakerOf } from './place.ts'

type ToolReader = (record: JsonRecord) => void

/** Reads the calls that agents make, and those that wait for a person. */
export interface AgnoTools {
  readonly readers: ReadonlyMap<string, ToolReader>
  /** A run waits: asks for every tool that it waits for, or for the run as a whole. */
  pause(record: JsonRecord): void
}

export function createAgnoTools(
  output: EventOutput,
  stepOf: (record: JsonRecord) => string | undefined,
): AgnoTools {
  const pairing = createToolPairing()
  /** Calls whose arguments came in pieces before the call itself. */
  const growing = new Set<string>()

  function grow(record: JsonRecord): void {
    const toolCallId = idField(record, 'tool_call_id') ?? idField(record, 'tool_call_index')
    const delta = stringField(record, 'arguments_delta')
    if (toolCallId === undefined || delta === undefined) {
      output.writeUnknown(record)
      return
    }
    if (!growing.has(toolCallId)) {
      growing.add(toolCallId)
      const name = stringField(record, 'tool_call_name')
      output.write({ type: 'tool-start', toolCallId, name, ...placeOf(record) })
    }
    if (delta !== '') {
      output.write({ type: 'tool-delta', toolCallId, of: 'input', delta, ...placeOf(record) })
    }
  }

  function start(record: JsonRecord): void {
    const tool = recordField(record, 'tool') ?? {}
    const input = ownField(tool, 'tool_args') ?? undefined
    const toolCallId = pairing.open(input, idField(tool, 'tool_call_id'))
    const name = stringField(tool, 'tool_name')
    if (growing.has(toolCallId)) {
      output.write({ type: 'tool-end', toolCallId, phase: 'input', name, input })
    } else output.write({ type: 'tool-start', toolCallId, name, input, ...placeOf(record) })
  }

  function end(record: JsonRecord): void {
    const tool = recordField(record, 'tool') ?? {}
    const input = ownField(tool, 'tool_args') ?? undefined
    const ownId = idField(tool, 'tool_call_id')
    const known = pairing.close(input, ownId)
    // A result without its call is that of a call: the oldest open one is taken only where the ids say nothing.
    const toolCallId = ownId ?? known ?? pairing.open(input, undefined)
    const result = ownField(tool, 'result') ?? ownField(record, 'content') ?? undefined
    const error = errorOf(record, tool, result)
    const name = stringField(tool, 'tool_name')
    const place = placeOf(record)
    if (known === undefined) output.write({ type: 'tool-start', toolCallId, name, input, ...place })
    const ending = { toolCallId, phase: 'output', name, output: result, error } as const
    output.write({ type: 'tool-end', ...ending, ...place })
  }

  function ask(tool: JsonRecord, record: JsonRecord): void {
    const toolCallId = idField(tool, 'tool_call_id')
    const kind = ownField(tool, 'requires_confirmation') === true ? 'approval' : 'input'
    if (toolCallId !== undefined) {
      const name = stringField(tool, 'tool_name')
      const input = ownField(tool, 'tool_args') ?? undefined
      output.write({ type: 'tool-start', toolCallId, name, input, ...placeOf(record) })
    }
    const interruptId = toolCallId
    output.write({
      type: 'interrupt',
      kind,
      interruptId,
      toolCallId,
      payload: tool,
      ...placeOf(record),
    })
  }

  function placeOf(record: JsonRecord): { stepId?: string; agent?: string } {
    const stepId = stepOf(record)
    const agent = speakerOf(record)
    return { ...(stepId !== undefined && { stepId }), ...(agent !== undefined && { agent }) }
  }

  return {
    readers: new Map<string, ToolReader>([
      ['ToolCallArgsDelta', grow],
      ['ToolCallStarted', start],
      ['ToolCallCompleted', end],
      ['ToolCallError', end],
    ]),
    pause(record) {
      const waiting = toolsOf(record).filter(isWaiting)
      for (const tool of waiting) ask(tool, record)
      if (waiting.length > 0) return
      output.write({ type: 'interrupt', kind: 'pause', payload: record, ...placeOf(record) })
    },
  }
}

/** The tools of a paused run: listed, or inside what the run requires. */
function toolsOf(record: JsonRecord): readonly JsonRecord[] {
  const tools = arrayField(record, 'tools') ?? []
  const requirements = (arrayField(record, 'requirements') ?? []).map((requirement) =>
    isRecord(requirement) ? recordField(requirement, 'tool_execution') : undefined,
  )
  return (tools.length > 0 ? tools : requirements).filter(isRecord)
}

function isWaiting(tool: JsonRecord): boolean {
  const marks = ['requires_confirmation', 'requires_user_input', 'external_execution_required']
  return marks.some((name) => ownField(tool, name) === true) && tool['result'] === undefined
}

function errorOf(record: JsonRecord, tool: JsonRecord, result: unknown): string | undefined {
  const said = stringField(record, 'error')
  if (said) return said
  const hasFailed =
    ownField(tool, 'tool_call_error') === true || record['event'] === 'ToolCallError'
  if (!hasFailed) return undefined
  return typeof result === 'string' && result !== '' ? result : 'The tool failed'
}
