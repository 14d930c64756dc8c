import type { DialectContext } from '../dialect.ts'
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
import { createBackendResultReader } from '../results/backendResults.ts'
import { readResults } from '../results/resultItem.ts'
import { createToolInput, readToolInput, type ToolInput } from '../tools/toolInput.ts'

/** Reads what a clone has done by itself before it answers. */
export interface HostedTools {
  /** `executed_tools` (Groq's compound models) and `reasoning_steps` (Perplexity). */
  read(delta: JsonRecord): void
}

export function createHostedTools(context: DialectContext, output: EventOutput): HostedTools {
  const readItem = createBackendResultReader(context, {})
  const calls = new Map<string, ToolInput>()

  function retrieve(rows: unknown, query?: string): void {
    const items = readResults(rows, readItem)
    if (items.length > 0) output.write({ type: 'results', kind: 'retrieved', items, query })
  }

  function openCall(place: string, tool: JsonRecord): ToolInput {
    const name = stringField(tool, 'name') || stringField(tool, 'type')
    const call = createToolInput(`executed-${place}`, name, context.json)
    const args = ownField(tool, 'arguments')
    const input = typeof args === 'string' ? readToolInput(args, context.json) : args
    calls.set(place, call)
    output.write(call.start(input))
    const end = call.end(input)
    if (end !== undefined) output.write(end)
    return call
  }

  /** A tool comes once when it starts, and again under its place with what it gave. */
  function readTool(tool: unknown, position: number): void {
    if (!isRecord(tool)) {
      output.writeUnknown(tool)
      return
    }
    const place = idField(tool, 'index') ?? String(position)
    const { id: toolCallId } = calls.get(place) ?? openCall(place, tool)
    const found = recordField(tool, 'search_results')
    if (found !== undefined) retrieve(found['results'])
    const given = ownField(tool, 'output') ?? undefined
    if (given !== undefined) {
      output.write({ type: 'tool-end', toolCallId, phase: 'output', output: given })
    }
  }

  /** A thought, and beside it what was searched, opened or run for it. */
  function readStep(step: unknown): void {
    if (!isRecord(step)) {
      output.writeUnknown(step)
      return
    }
    const delta = stringField(step, 'thought')
    if (delta) output.write({ type: 'text', channel: 'reasoning', delta })
    const search = recordField(step, 'web_search') ?? {}
    const keywords = arrayField(search, 'search_keywords')?.filter(
      (word) => typeof word === 'string',
    )
    retrieve(search['search_results'], keywords?.join(' · ') || undefined)
    retrieve((recordField(step, 'fetch_url_content') ?? {})['contents'])
    output.write({ type: 'data', name: 'reasoning-step', data: step })
  }

  return {
    read(delta) {
      arrayField(delta, 'executed_tools')?.forEach(readTool)
      arrayField(delta, 'reasoning_steps')?.forEach(readStep)
    },
  }
}
