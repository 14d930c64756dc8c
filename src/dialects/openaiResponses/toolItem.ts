import type { JsonLimits } from '../payload/json.ts'
import { type JsonRecord, ownField, recordField, stringField } from '../payload/jsonFields.ts'
import { readContentText } from '../tools/contentText.ts'
import { readToolInput } from '../tools/toolInput.ts'

/** Tools that run beside the model: with the item, their work is done. */
const HOSTED: ReadonlySet<string> = new Set([
  'web_search_call',
  'file_search_call',
  'code_interpreter_call',
  'image_generation_call',
  'mcp_call',
  'tool_search_call',
])

const INPUT_FIELDS = ['input', 'code', 'operation'] as const
const OUTPUT_FIELDS = ['output', 'outputs', 'results'] as const
const FAILED = 'The tool failed'

export function isHosted(type: string): boolean {
  return HOSTED.has(type)
}

/** What a call was made with, under the name that its kind of tool has for it. */
export function inputOf(item: JsonRecord, limits?: JsonLimits): unknown {
  const args = ownField(item, 'arguments')
  if (typeof args === 'string') return readToolInput(args, limits)
  if (args !== undefined && args !== null) return args
  const action = recordField(item, 'action')
  if (action !== undefined) {
    const { sources: _found, ...asked } = action
    return asked
  }
  const queries = ownField(item, 'queries')
  return firstOf(item, INPUT_FIELDS) ?? (queries === undefined ? undefined : { queries })
}

/** What came of it. A picture is too large to be kept twice: it is `data` already. */
export function outputOf(item: JsonRecord): unknown {
  const action = recordField(item, 'action')
  return firstOf(item, OUTPUT_FIELDS) ?? (action && (ownField(action, 'sources') ?? undefined))
}

export function failureOf(item: JsonRecord): string | undefined {
  const error = ownField(item, 'error')
  if (typeof error === 'string' && error !== '') return error
  if (error !== undefined && error !== null) {
    const record = recordField(item, 'error') ?? {}
    return stringField(record, 'message') || readContentText(record['content']) || FAILED
  }
  return item['status'] === 'failed' ? FAILED : undefined
}

function firstOf(item: JsonRecord, names: readonly string[]): unknown {
  for (const name of names) {
    const value = ownField(item, name)
    if (value !== undefined && value !== null) return value
  }
  return undefined
}
