import {
  idField,
  isRecord,
  type JsonRecord,
  recordField,
  stringField,
} from '../payload/jsonFields.ts'

/** What a `tool_start` or `tool_end` says. The article's backend sends neither id nor name; others do. */
export interface ToolRun {
  readonly id: string | undefined
  readonly name: string | undefined
  readonly input: unknown
  readonly output: unknown
  readonly error: string | undefined
}

/** Reads the payload of a tool event: the `data` of an `astream_events` event, or that whole event. */
export function readToolRun(payload: unknown): ToolRun {
  const outer: JsonRecord = isRecord(payload) ? payload : { input: payload, output: payload }
  const inner = recordField(outer, 'data') ?? outer
  const result = readToolMessage(inner['output'])
  return {
    id: idField(outer, 'run_id') ?? idField(outer, 'id') ?? result.id,
    name: stringField(outer, 'name') ?? stringField(outer, 'tool') ?? result.name,
    input: inner['input'],
    output: result.output,
    error: stringField(inner, 'error') ?? result.error,
  }
}

/** Takes the words of the tool out of a serialised `ToolMessage`; any other output is what it is. */
function readToolMessage(output: unknown): Omit<ToolRun, 'input'> {
  const plain = { id: undefined, name: undefined, output, error: undefined }
  if (!isRecord(output)) return plain
  const message = output['lc'] === 1 ? (recordField(output, 'kwargs') ?? output) : output
  const isToolMessage = message['type'] === 'tool' || Object.hasOwn(message, 'tool_call_id')
  if (!isToolMessage || !Object.hasOwn(message, 'content')) return plain
  const { content } = message
  const hasFailed = message['status'] === 'error'
  return {
    id: undefined,
    name: stringField(message, 'name'),
    output: content,
    error: hasFailed ? describeFailure(content) : undefined,
  }
}

function describeFailure(content: unknown): string {
  return typeof content === 'string' && content !== '' ? content : 'The tool failed'
}
