import type { JsonLimits } from '../payload/json.ts'
import { idField, type JsonRecord, ownField, stringField } from '../payload/jsonFields.ts'
import type { KindReader, KindRow } from '../payload/kindReader.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { createToolInput, type ToolInput } from '../tools/toolInput.ts'
import type { AgUiRuns } from './runs.ts'

export interface AgUiTools {
  readonly rows: readonly KindRow[]
  /** An event of this type comes: a call that came in chunks is over with the first that is about something else. */
  closeChunks(type: string): void
  /** A run has ended well: what its calls were given is whole, also where no end of theirs has said so. */
  closeAll(): void
}

/** Types that say nothing of what the model does. */
const BYSTANDERS: ReadonlySet<string> = new Set([
  'TOOL_CALL_CHUNK',
  'RAW',
  'ACTIVITY_SNAPSHOT',
  'ACTIVITY_DELTA',
  'REASONING_ENCRYPTED_VALUE',
])

export function createAgUiTools(
  output: EventOutput,
  runs: AgUiRuns,
  limits: JsonLimits | undefined,
): AgUiTools {
  const calls = new Map<string, ToolInput>()
  let chunked: ToolInput | undefined

  function open(id: string, event: JsonRecord): ToolInput {
    const known = calls.get(id)
    if (known !== undefined) return known
    const call = createToolInput(id, stringField(event, 'toolCallName') || undefined, limits)
    calls.set(id, call)
    output.write({ ...call.start(), stepId: runs.stepId })
    return call
  }

  function grow(call: ToolInput, event: JsonRecord): void {
    const delta = stringField(event, 'delta')
    if (delta) output.write(call.grow(delta))
  }

  function close(call: ToolInput): void {
    const end = call.end()
    if (end !== undefined) output.write(end)
  }

  function closeChunked(): void {
    if (chunked !== undefined) close(chunked)
    chunked = undefined
  }

  return {
    rows: [
      ['TOOL_CALL_START', ofCall((id, event) => void open(id, event))],
      ['TOOL_CALL_ARGS', ofCall((id, event) => grow(open(id, event), event))],
      ['TOOL_CALL_END', ofCall((id, event) => close(open(id, event)))],
      [
        'TOOL_CALL_CHUNK',
        (event) => {
          const id = idField(event, 'toolCallId') ?? chunked?.id
          if (id === undefined) return false
          if (id !== chunked?.id) closeChunked()
          chunked = open(id, event)
          grow(chunked, event)
          return true
        },
      ],
      [
        'TOOL_CALL_RESULT',
        ofCall((toolCallId, event) => {
          close(open(toolCallId, event))
          const error = stringField(event, 'error') || undefined
          const content = ownField(event, 'content')
          output.write({ type: 'tool-end', toolCallId, phase: 'output', output: content, error })
        }),
      ],
    ],
    closeChunks(type) {
      if (chunked !== undefined && !BYSTANDERS.has(type)) closeChunked()
    },
    closeAll() {
      for (const call of calls.values()) close(call)
    },
  }
}

/** Every such event names its call; one that does not is none. */
function ofCall(read: (toolCallId: string, event: JsonRecord) => void): KindReader {
  return (event) => {
    const toolCallId = idField(event, 'toolCallId')
    if (toolCallId === undefined) return false
    read(toolCallId, event)
    return true
  }
}
