import type { DialectContext } from '../dialect.ts'
import {
  idField,
  type JsonRecord,
  ownField,
  recordField,
  stringField,
} from '../payload/jsonFields.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { createToolInput, type ToolInput } from '../tools/toolInput.ts'

type ToolReader = (record: JsonRecord) => void

/** Makes the readers of the events of tools, whose fields older versions put inside of `tool`. */
export function createFastgptTools(
  context: DialectContext,
  output: EventOutput,
): ReadonlyMap<string, ToolReader> {
  const calls = new Map<string, ToolInput>()

  function findCall(tool: JsonRecord, record: JsonRecord): ToolInput | undefined {
    const id = idField(tool, 'id') ?? idField(record, 'id')
    if (id === undefined) return undefined
    const known = calls.get(id)
    if (known !== undefined) return known
    const name = stringField(tool, 'toolName') || stringField(tool, 'functionName') || undefined
    const call = createToolInput(id, name, context.json)
    calls.set(id, call)
    output.write(call.start())
    return call
  }

  /** Hands the call and its fields on to a reader; what names no call is unknown. */
  function onCall(read: (call: ToolInput, tool: JsonRecord) => void): ToolReader {
    return (record) => {
      const tool = recordField(record, 'tool') ?? record
      const call = findCall(tool, record)
      if (call === undefined) output.writeUnknown(record)
      else read(call, tool)
    }
  }

  function grow(call: ToolInput, tool: JsonRecord): void {
    const params = stringField(tool, 'params')
    if (params && !call.hasEnded) output.write(call.grow(params))
  }

  function end(call: ToolInput, tool: JsonRecord): void {
    const input = call.end()
    if (input !== undefined) output.write(input)
    const { id: toolCallId, name } = call
    const result = ownField(tool, 'response')
    output.write({ type: 'tool-end', toolCallId, phase: 'output', name, output: result })
  }

  return new Map<string, ToolReader>([
    ['toolCall', onCall(grow)],
    ['toolParams', onCall(grow)],
    ['toolResponse', onCall(end)],
  ])
}
