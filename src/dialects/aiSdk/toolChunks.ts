import { idField, type JsonRecord, ownField, stringField } from '../payload/jsonFields.ts'
import type { KindReader, KindRow } from '../payload/kindReader.ts'
import type { MessageRun, ToolEnd } from './messageRun.ts'

const DENIED = 'The tool call was denied'
const FAILED = 'The tool call failed'

/** The chunks of a UI message stream that speak of a tool call. */
export function toolReaders(run: MessageRun): readonly KindRow[] {
  const endWith = (read: (chunk: JsonRecord) => ToolEnd): KindReader =>
    ofCall((toolCallId, chunk) => run.endTool(toolCallId, read(chunk)))

  return [
    ['tool-input-start', ofCall((id, chunk) => run.startTool(id, stringField(chunk, 'toolName')))],
    [
      'tool-input-delta',
      ofCall((id, chunk) => run.growTool(id, stringField(chunk, 'inputTextDelta') ?? '')),
    ],
    ['tool-input-available', endWith(readInput)],
    ['tool-input-error', endWith((chunk) => ({ ...readInput(chunk), error: errorText(chunk) }))],
    [
      'tool-output-available',
      endWith((chunk) => ({ phase: 'output', output: ownField(chunk, 'output') })),
    ],
    ['tool-output-error', endWith((chunk) => ({ phase: 'output', error: errorText(chunk) }))],
    [
      'tool-output-denied',
      endWith((chunk) => ({ phase: 'output', error: stringField(chunk, 'reason') || DENIED })),
    ],
    ['tool-approval-request', ofCall((id, chunk) => askForApproval(run, id, chunk))],
  ]
}

/** Every such chunk names its call; one that does not is none. */
function ofCall(read: (toolCallId: string, chunk: JsonRecord) => void): KindReader {
  return (chunk) => {
    const toolCallId = idField(chunk, 'toolCallId')
    if (toolCallId === undefined) return false
    read(toolCallId, chunk)
    return true
  }
}

function readInput(chunk: JsonRecord): ToolEnd {
  return { phase: 'input', name: stringField(chunk, 'toolName'), input: ownField(chunk, 'input') }
}

function errorText(chunk: JsonRecord): string {
  return stringField(chunk, 'errorText') || FAILED
}

function askForApproval(run: MessageRun, toolCallId: string, chunk: JsonRecord): void {
  const { type: _type, ...payload } = chunk
  // The policy of the tool has answered already.
  if (payload['isAutomatic'] === true) {
    run.write({ type: 'data', name: 'tool-approval-request', key: toolCallId, data: payload })
    return
  }
  const interruptId = idField(payload, 'approvalId')
  run.write({ type: 'interrupt', kind: 'approval', interruptId, toolCallId, payload })
}
