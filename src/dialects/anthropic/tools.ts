import { createBackendResultReader } from '../results/backendResults.ts'
import type { DialectContext } from '../dialect.ts'
import { isRecord, type JsonRecord, recordField, stringField } from '../payload/jsonFields.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { readResults } from '../results/resultItem.ts'
import { readContentText } from '../tools/contentText.ts'
import { createToolInput, type ToolInput } from '../tools/toolInput.ts'

/** Follows the blocks that are calls of tools, and those that are their results. */
export interface BlockTools {
  /** Gives `false` for a block that is neither. */
  open(index: unknown, type: string, block: JsonRecord): boolean
  grow(index: unknown, json: unknown): boolean
  close(index: unknown): void
  /** The message is over: closes the calls whose blocks nobody has closed. */
  closeAll(): void
  clear(): void
  /** The calls that are open will never be whole. */
  giveUp(): void
}

const TOOL_USE = /(?:^|_)tool_use$/
const TOOL_RESULT = /(?:^|_)tool_result$/
const GIVEN_UP = 'The answer began anew before the call was whole'
const FAILED = 'The tool failed'

/** What a search or a fetch gives back, among other things. */
const RESULT_TYPES: ReadonlySet<unknown> = new Set([
  'web_search_result',
  'web_fetch_result',
  'search_result',
])

export function createBlockTools(context: DialectContext, output: EventOutput): BlockTools {
  const readItem = createBackendResultReader(context, { title: ['title', 'content.title'] })
  const open = new Map<unknown, ToolInput>()
  const queries = new Map<string, string>()
  let calls = 0

  function openCall(index: unknown, block: JsonRecord): void {
    calls++
    const id = stringField(block, 'id') || `tool-${calls}`
    const input = createToolInput(id, stringField(block, 'name'), context.json)
    open.set(index, input)
    // An empty object only holds the place of what is to come.
    const given = recordField(block, 'input')
    const isWhole = given !== undefined && Object.keys(given).length > 0
    output.write(input.start(isWhole ? given : undefined))
  }

  function close(index: unknown): void {
    const end = open.get(index)?.end()
    open.delete(index)
    if (end === undefined) return
    output.write(end)
    const query = isRecord(end.input) ? stringField(end.input, 'query') : undefined
    if (query !== undefined) queries.set(end.toolCallId, query)
  }

  function readResult(block: JsonRecord): void {
    const { content } = block
    const toolCallId = stringField(block, 'tool_use_id') || `tool-${calls}`
    const found = (Array.isArray(content) ? content : [content]).filter(isResult)
    if (found.length > 0) {
      const query = queries.get(toolCallId)
      output.write({
        type: 'results',
        kind: 'retrieved',
        items: readResults(found, readItem),
        query,
      })
    }
    const error = errorOf(block)
    output.write({
      type: 'tool-end',
      toolCallId,
      phase: 'output',
      output: content,
      ...(error !== undefined && { error }),
    })
  }

  return {
    open(index, type, block) {
      if (TOOL_USE.test(type)) openCall(index, block)
      else if (TOOL_RESULT.test(type)) readResult(block)
      else return false
      return true
    },
    grow(index, json) {
      const input = open.get(index)
      if (input === undefined || typeof json !== 'string') return false
      if (json !== '') output.write(input.grow(json))
      return true
    },
    close,
    closeAll() {
      for (const index of open.keys()) close(index)
    },
    clear() {
      open.clear()
    },
    giveUp() {
      for (const { id } of open.values()) {
        output.write({ type: 'tool-end', toolCallId: id, phase: 'output', error: GIVEN_UP })
      }
    },
  }
}

function isResult(entry: unknown): boolean {
  return isRecord(entry) && RESULT_TYPES.has(entry['type'])
}

/** Said by a flag, or by content that is an object of a type such as `web_search_tool_result_error`. */
function errorOf(block: JsonRecord): string | undefined {
  const content = recordField(block, 'content')
  const isError = content !== undefined && stringField(content, 'type')?.endsWith('_error')
  if (isError) return stringField(content, 'error_code') || FAILED
  return block['is_error'] === true ? readContentText(block['content']) || FAILED : undefined
}
