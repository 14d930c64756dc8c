import {
  idField,
  inWords,
  isRecord,
  type JsonRecord,
  ownField,
  stringField,
} from '../payload/jsonFields.ts'
import { readToolRun } from '../langchain/toolRun.ts'
import { readToolInput } from '../tools/toolInput.ts'
import type { ToolLedger } from '../langchainObjects/toolLedger.ts'

const FAILED = 'The tool failed'

/** What a tool event says, by the names of the platform's mode and of the protocol. */
const PHASES: ReadonlyMap<string, 'start' | 'delta' | 'end' | 'error'> = new Map([
  ['on_tool_start', 'start'],
  ['on_tool_event', 'delta'],
  ['on_tool_end', 'end'],
  ['on_tool_error', 'error'],
  ['tool-started', 'start'],
  ['tool-output-delta', 'delta'],
  ['tool-finished', 'end'],
  ['tool-error', 'error'],
] as const)

/** Reads an event of a tool that names the call it belongs to; says whether it was one. */
export function readToolEvent(event: JsonRecord, tools: ToolLedger): boolean {
  const toolCallId = idField(event, 'toolCallId') ?? idField(event, 'tool_call_id')
  const phase = PHASES.get(stringField(event, 'event') ?? '')
  if (toolCallId === undefined || phase === undefined) return false
  const name = stringField(event, 'name') ?? stringField(event, 'tool_name')
  if (phase === 'start') {
    const input = ownField(event, 'input')
    const args = typeof input === 'string' ? readToolInput(input) : input
    tools.readCalls({ tool_calls: [{ id: toolCallId, name, args }] })
  } else if (phase === 'delta') {
    const data = ownField(event, 'delta') ?? ownField(event, 'data')
    tools.tell(toolCallId, inWords(data ?? ''))
  } else if (phase === 'end') {
    const { output, error } = readToolRun({ output: ownField(event, 'output') })
    tools.finish(toolCallId, { name, output, error })
  } else {
    tools.finish(toolCallId, { name, error: errorOf(event) })
  }
  return true
}

function errorOf(event: JsonRecord): string {
  const error = ownField(event, 'error')
  if (isRecord(error)) return stringField(error, 'message') || FAILED
  return (typeof error === 'string' && error) || stringField(event, 'message') || FAILED
}
