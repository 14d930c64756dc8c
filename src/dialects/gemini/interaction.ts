import { createBackendResultReader } from '../results/backendResults.ts'
import type { DialectContext } from '../dialect.ts'
import { readErrorRecord } from '../payload/errorRecord.ts'
import type { EventOf } from '../events.ts'
import { createIdWatch } from '../bookkeeping/idWatch.ts'
import {
  arrayField,
  isRecord,
  type JsonRecord,
  numberField,
  ownField,
  recordField,
  stringField,
} from '../payload/jsonFields.ts'
import type { KindReader } from '../payload/kindReader.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { readResults } from '../results/resultItem.ts'
import { createToolInput, type ToolInput } from '../tools/toolInput.ts'

/** Reads the events of the Interactions API: steps of thoughts, text and calls, each with an `event_type`. */
export interface Interaction {
  read(event: JsonRecord): void
  /** What the interaction said of itself last, such as `completed` or `requires_action`. */
  readonly status: string | undefined
  readonly hasFailed: boolean
}

const CALL = /_call$/
const RESULT = /_result$/
const MEDIA: ReadonlySet<string> = new Set(['image', 'audio', 'video', 'document'])
const FAILED: ReadonlySet<string> = new Set(['failed', 'error'])

export function createInteraction(context: DialectContext, output: EventOutput): Interaction {
  const readItem = createBackendResultReader(context, {})
  const watchIds = createIdWatch([
    ['messageId', 'id'],
    ['model', 'model'],
  ])
  const calls = new Map<unknown, ToolInput>()
  let count = 0
  let status: string | undefined
  let hasFailed = false

  const readInteraction: KindReader = (event) => {
    const interaction = recordField(event, 'interaction') ?? event
    const ids = watchIds(interaction)
    if (ids) output.write(ids)
    readStatus(interaction)
    const usage = recordField(interaction, 'usage')
    if (usage !== undefined) output.write(usageOf(usage))
  }

  function readStatus(holder: JsonRecord): void {
    status = stringField(holder, 'status') ?? status
    hasFailed ||= FAILED.has(status ?? '')
  }

  const readUpdate: KindReader = (event) => {
    readStatus(event)
    if (status === undefined) return false
    output.write({ type: 'status', message: status.replaceAll('_', ' '), phase: status })
    return true
  }

  const startStep: KindReader = (event) => {
    const step = recordField(event, 'step') ?? recordField(event, 'content')
    const type = step && stringField(step, 'type')
    if (step === undefined || type === undefined) return false
    readPiece(event['index'], type, step)
    return true
  }

  const readDelta: KindReader = (event) => {
    const delta = recordField(event, 'delta')
    const type = delta && stringField(delta, 'type')
    return delta !== undefined && type !== undefined && readPiece(event['index'], type, delta)
  }

  const stopStep: KindReader = ({ index }) => {
    const end = calls.get(index)?.end()
    if (end !== undefined) output.write(end)
  }

  /** A piece is said by the step that begins or by a delta of it; gives `false` for what no rule knows. */
  function readPiece(index: unknown, type: string, piece: JsonRecord): boolean {
    if (type === 'text') say('answer', piece['text'])
    else if (type === 'thought_summary') say('reasoning', textOf(piece['content']) ?? piece['text'])
    else if (type === 'arguments_delta') growCall(index, piece)
    else if (type === 'text_annotation_delta' || type === 'text_annotation') cite(piece)
    else if (MEDIA.has(type)) output.write({ type: 'data', name: 'file', data: piece })
    else if (CALL.test(type)) readCall(index, type, piece)
    else if (RESULT.test(type)) readResult(piece)
    else return type === 'thought' || type === 'model_output' || type === 'thought_signature'
    return true
  }

  function say(channel: 'answer' | 'reasoning', delta: unknown): void {
    if (typeof delta === 'string' && delta !== '') output.write({ type: 'text', channel, delta })
  }

  function callAt(index: unknown, type: string, piece: JsonRecord): ToolInput {
    const known = calls.get(index)
    if (known !== undefined) return known
    count++
    const name = stringField(piece, 'name') || type.replace(CALL, '')
    const call = createToolInput(stringField(piece, 'id') || `tool-${count}`, name, context.json)
    calls.set(index, call)
    const args = recordField(piece, 'arguments')
    output.write(call.start(args && Object.keys(args).length > 0 ? args : undefined))
    return call
  }

  /** The arguments of a call come whole with the step, whole in a delta, or in pieces of text. */
  function readCall(index: unknown, type: string, piece: JsonRecord): void {
    const isKnown = calls.has(index)
    const call = callAt(index, type, piece)
    const args = recordField(piece, 'arguments')
    const end = isKnown && args !== undefined ? call.end(args) : undefined
    if (end !== undefined) output.write(end)
  }

  function growCall(index: unknown, piece: JsonRecord): void {
    const delta =
      ownField(piece, 'arguments') ??
      ownField(piece, 'partial_arguments') ??
      ownField(piece, 'delta')
    const call = callAt(index, 'function_call', {})
    if (typeof delta === 'string' && delta !== '') output.write(call.grow(delta))
  }

  function readResult(piece: JsonRecord): void {
    const result = ownField(piece, 'result')
    // A step that begins only names the call.
    if (result === undefined) return
    const items = readResults(result, readItem)
    if (items.length > 0) output.write({ type: 'results', kind: 'retrieved', items })
    const toolCallId = stringField(piece, 'call_id')
    if (toolCallId === undefined) return
    const isError = piece['is_error'] === true
    output.write({
      type: 'tool-end',
      toolCallId,
      phase: 'output',
      output: result,
      ...(isError && { error: textOf(result) ?? 'The tool failed' }),
    })
  }

  function cite(piece: JsonRecord): void {
    const items = readResults(arrayField(piece, 'annotations'), readItem)
    if (items.length > 0) output.write({ type: 'results', kind: 'cited', items })
  }

  const readError: KindReader = (event) => {
    hasFailed = true
    output.write(readErrorRecord(event))
  }

  const readers: ReadonlyMap<string, KindReader> = new Map<string, KindReader>([
    ['interaction.created', readInteraction],
    ['interaction.start', readInteraction],
    ['interaction.completed', readInteraction],
    ['interaction.complete', readInteraction],
    ['interaction.status_update', readUpdate],
    ['step.start', startStep],
    ['step.delta', readDelta],
    ['step.stop', stopStep],
    ['content.start', startStep],
    ['content.delta', readDelta],
    ['content.stop', stopStep],
    ['error', readError],
  ])

  return {
    read(event) {
      const read = readers.get(stringField(event, 'event_type') ?? '')
      if (read === undefined || read(event) === false) output.writeUnknown(event)
    },
    get status() {
      return status
    },
    get hasFailed() {
      return hasFailed
    },
  }
}

function textOf(content: unknown): string | undefined {
  if (typeof content === 'string') return content
  return isRecord(content) ? stringField(content, 'text') : undefined
}

function usageOf(usage: JsonRecord): EventOf<'usage'> {
  return {
    type: 'usage',
    inputTokens: numberField(usage, 'total_input_tokens'),
    outputTokens: numberField(usage, 'total_output_tokens'),
    totalTokens: numberField(usage, 'total_tokens'),
    reasoningTokens: numberField(usage, 'total_thought_tokens'),
    cachedInputTokens: numberField(usage, 'total_cached_tokens'),
    cumulative: true,
  }
}
