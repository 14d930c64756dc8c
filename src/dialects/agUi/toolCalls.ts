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
import type { KindReader, KindRow } from '../payload/kindReader.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import type { SourceFinder } from '../results/sourceFinder.ts'
import { createToolInput, type ToolInput } from '../tools/toolInput.ts'
import type { AgUiRuns } from './runs.ts'

export interface AgUiTools {
  readonly rows: readonly KindRow[]
  /** An event of this type comes: a call that came in chunks is over with the first that is about something else. */
  closeChunks(type: string): void
  /** A message of a snapshot: the calls that were not streamed, and what a tool gave back. */
  readonly readMessage: (message: JsonRecord) => void
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

export interface AgUiToolsOptions {
  readonly context: DialectContext
  readonly output: EventOutput
  readonly runs: AgUiRuns
  readonly sources: SourceFinder
}

export function createAgUiTools({ context, output, runs, sources }: AgUiToolsOptions): AgUiTools {
  const calls = new Map<string, ToolInput>()
  const finished = new Set<string>()
  let chunked: ToolInput | undefined

  function open(id: string, event: JsonRecord): ToolInput {
    const known = calls.get(id)
    if (known !== undefined) return known
    const call = createToolInput(id, stringField(event, 'toolCallName') || undefined, context.json)
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

  function finish(toolCallId: string, result: JsonRecord): void {
    close(open(toolCallId, result))
    finished.add(toolCallId)
    const error = stringField(result, 'error') || undefined
    const content = ownField(result, 'content')
    output.write({ type: 'tool-end', toolCallId, phase: 'output', output: content, error })
    if (error === undefined) sources.readOutput(content, { stepId: runs.stepId })
  }

  /** A call as a message lists it. */
  function readCall(call: JsonRecord): void {
    const id = idField(call, 'id')
    const target = recordField(call, 'function')
    if (id === undefined || target === undefined || calls.has(id)) return
    const opened = open(id, { toolCallName: target['name'] })
    grow(opened, { delta: target['arguments'] })
    close(opened)
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
      ['TOOL_CALL_RESULT', ofCall(finish)],
    ],
    closeChunks(type) {
      if (chunked !== undefined && !BYSTANDERS.has(type)) closeChunked()
    },
    readMessage(message) {
      for (const call of arrayField(message, 'toolCalls') ?? []) if (isRecord(call)) readCall(call)
      const id = message['role'] === 'tool' ? idField(message, 'toolCallId') : undefined
      if (id !== undefined && !finished.has(id)) finish(id, message)
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
