import type { DialectContext } from '../dialect.ts'
import {
  arrayField,
  isRecord,
  type JsonRecord,
  ownField,
  recordField,
  stringField,
} from '../payload/jsonFields.ts'
import type { KindReader, KindRow } from '../payload/kindReader.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { createToolInput, readToolInput, type ToolInput } from '../tools/toolInput.ts'
import { createFoundReader } from './found.ts'
import type { OutputText } from './outputText.ts'
import { placeOf } from './place.ts'
import { createShellOutput } from './shellOutput.ts'
import { failureOf, inputOf, isHosted, outputOf } from './toolItem.ts'

/** Reads the items of output: messages and thoughts are handed on, calls are followed to their end. */
export interface OutputItems {
  readonly readers: readonly KindRow[]
  /** The response is whole: reads what it holds as far as nothing was said of it before. */
  readWhole(output: readonly unknown[]): void
  /** A call was made whose result is not in the stream. */
  readonly hasPendingCalls: boolean
  readonly wantsApproval: boolean
}

const CALL = /_call$/
const CALL_OUTPUT = /_call_output$/
const TEXT_ITEMS: ReadonlySet<string> = new Set(['message', 'reasoning'])
const DATA_ITEMS: ReadonlySet<string> = new Set(['mcp_list_tools', 'compaction'])

/** The event names of input that grows, and the field that is whole in the end. */
const GROWING_INPUTS: readonly (readonly [name: string, field: string])[] = [
  ['function_call_arguments', 'arguments'],
  ['mcp_call_arguments', 'arguments'],
  ['custom_tool_call_input', 'input'],
  ['code_interpreter_call_code', 'code'],
]

/** Those of which a part grows: all of the input comes with the item. */
const GROWING_PARTS = ['shell_call_command', 'apply_patch_call_operation_diff'] as const

export function createOutputItems(
  context: DialectContext,
  output: EventOutput,
  text: OutputText,
): OutputItems {
  const readFound = createFoundReader(context)
  const shell = createShellOutput(output)
  const calls = new Map<string, ToolInput>()
  const pending = new Set<string>()
  let hasItems = false
  let wantsApproval = false

  function open(place: string, item: JsonRecord): ToolInput {
    const type = stringField(item, 'type')
    const id = stringField(item, 'call_id') || stringField(item, 'id') || `tool-${calls.size + 1}`
    const name = stringField(item, 'name') || type?.replace(CALL, '')
    const input = createToolInput(id, name, context.json)
    calls.set(place, input)
    output.write(input.start())
    return input
  }

  function endInput(call: ToolInput, input: unknown): void {
    const end = call.end(input)
    if (end !== undefined) output.write(end)
  }

  function endCall(place: string, type: string, item: JsonRecord): void {
    const call = calls.get(place) ?? open(place, item)
    endInput(call, inputOf(item, context.json))
    const found = readFound(item)
    if (found !== undefined) output.write(found)
    if (type === 'image_generation_call') {
      output.write({ type: 'data', name: 'image', key: place, data: item })
    }
    const result = outputOf(item)
    const error = failureOf(item)
    askForSafety(call.id, item)
    if (!isHosted(type) && result === undefined && error === undefined) {
      pending.add(call.id)
      return
    }
    output.write({
      type: 'tool-end',
      toolCallId: call.id,
      phase: 'output',
      output: result,
      ...(error !== undefined && { error }),
    })
  }

  /** What a user has to have seen before the computer goes on. */
  function askForSafety(toolCallId: string, item: JsonRecord): void {
    const checks = arrayField(item, 'pending_safety_checks') ?? []
    if (checks.length === 0) return
    wantsApproval = true
    const payload = { pending_safety_checks: checks }
    output.write({ type: 'interrupt', kind: 'approval', toolCallId, payload })
  }

  function endOther(type: string, item: JsonRecord): void {
    if (CALL_OUTPUT.test(type)) {
      const toolCallId = stringField(item, 'call_id') ?? ''
      pending.delete(toolCallId)
      output.write({ type: 'tool-end', toolCallId, phase: 'output', output: outputOf(item) })
    } else if (type === 'mcp_approval_request') {
      wantsApproval = true
      const interruptId = stringField(item, 'id')
      output.write({ type: 'interrupt', kind: 'approval', interruptId, payload: item })
    } else if (DATA_ITEMS.has(type)) output.write({ type: 'data', name: type, data: item })
    else output.writeUnknown(item)
  }

  function readDone(place: string, item: JsonRecord): void {
    const type = stringField(item, 'type') ?? ''
    if (TEXT_ITEMS.has(type)) text.readItem(place, item)
    else if (CALL.test(type)) endCall(place, type, item)
    else endOther(type, item)
  }

  const readAddedItem: KindReader = (event) => {
    const item = recordField(event, 'item')
    if (item === undefined) return false
    hasItems = true
    const type = stringField(item, 'type') ?? ''
    if (CALL.test(type)) open(placeOf(event), item)
    else if (CALL_OUTPUT.test(type)) shell.open(placeOf(event), item)
    return true
  }

  const readDoneItem: KindReader = (event) => {
    const item = recordField(event, 'item')
    if (item === undefined) return false
    hasItems = true
    readDone(placeOf(event), item)
    return true
  }

  const callOf = (event: JsonRecord): ToolInput =>
    calls.get(placeOf(event)) ?? open(placeOf(event), { id: event['item_id'] })

  const growInput: KindReader = (event) => {
    const { delta } = event
    if (typeof delta !== 'string') return false
    const call = callOf(event)
    if (delta !== '' && !call.hasEnded) output.write(call.grow(delta))
    return true
  }

  /** The commands of a shell stand one below the other. */
  const addCommand: KindReader = (event) => {
    const command = stringField(event, 'command') ?? ''
    const call = callOf(event)
    const delta = call.isEmpty ? command : `\n${command}`
    if (delta !== '') output.write(call.grow(delta))
  }

  const wholeInput =
    (field: string): KindReader =>
    (event) => {
      const value = ownField(event, field)
      const isJson = field === 'arguments' && typeof value === 'string'
      endInput(callOf(event), isJson ? readToolInput(value, context.json) : value)
      return true
    }

  const readPartialImage: KindReader = (event) => {
    output.write({ type: 'data', name: 'image', key: placeOf(event), data: event })
    return true
  }

  return {
    readers: [
      ['response.output_item.added', readAddedItem],
      ['response.output_item.done', readDoneItem],
      ['response.image_generation_call.partial_image', readPartialImage],
      ...GROWING_INPUTS.flatMap(([name, field]): readonly KindRow[] => [
        [`response.${name}.delta`, growInput],
        [`response.${name}.done`, wholeInput(field)],
      ]),
      ...GROWING_PARTS.flatMap((name): readonly KindRow[] => [
        [`response.${name}.delta`, growInput],
        [`response.${name}.done`, () => true],
      ]),
      ['response.shell_call_command.added', addCommand],
      ...shell.readers,
    ],
    readWhole(list) {
      const items = list.filter(isRecord)
      const { hasSpoken } = text
      text.readWhole(items)
      if (hasItems) return
      for (const [index, item] of items.entries()) {
        if (!hasSpoken || item['type'] !== 'message') readDone(String(index), item)
      }
    },
    get hasPendingCalls() {
      return pending.size > 0
    },
    get wantsApproval() {
      return wantsApproval
    },
  }
}
