import { UNSAID } from './payload/errorRecord.ts'
import {
  defineDialect,
  type DetectionClaim,
  type DetectionProbe,
  type DialectContext,
} from './dialect.ts'
import type { DoneReason } from './events.ts'
import {
  idField,
  inWords,
  isRecord,
  type JsonRecord,
  numberField,
  ownField,
  recordField,
  stringField,
} from './payload/jsonFields.ts'
import { createAgentTask } from './mcp/agentTask.ts'
import { createToolResult } from './mcp/toolResult.ts'
import { createRecordReader, type EventOutput, type RecordHandler } from './payload/recordReader.ts'

/**
 * JSON-RPC over a stream: MCP's streamable HTTP, with the notifications and requests that come before the result, and the
 * updates of an A2A agent.
 *
 * A stream may answer several requests, so `done` waits for the end of the body; without any answer it is not clean, and
 * MCP lets it be resumed.
 * @see https://modelcontextprotocol.io/specification/2025-11-25/basic/transports
 */
export const mcpDialect = defineDialect({
  name: 'mcp',
  create: (context) => createRecordReader(context, (output) => createMcpHandler(context, output)),
  detect: detectMcp,
  // "The server MUST either return Content-Type: text/event-stream … or Content-Type: application/json, to return one
  // JSON object."
  acceptsDocument: isRpcMessage,
  detectHeaders: (headers) =>
    headers.has('mcp-session-id') ? { rule: 'header mcp-session-id' } : undefined,
})

function createMcpHandler(context: DialectContext, output: EventOutput): RecordHandler {
  const readToolResult = createToolResult(context, output)
  const task = createAgentTask(output)
  let reason: DoneReason | undefined

  function readMessage(message: JsonRecord): void {
    const method = stringField(message, 'method')
    if (method) readCall(method, message)
    else if (Object.hasOwn(message, 'error')) readError(message['error'])
    else if (Object.hasOwn(message, 'result')) readResult(message)
    else output.writeUnknown(message)
  }

  function readResult(message: JsonRecord): void {
    const result = ownField(message, 'result')
    if (isRecord(result) && task.read(result)) return
    reason ??= 'stop'
    if (isRecord(result) && readToolResult(idField(message, 'id') ?? 'result', result)) return
    output.write({ type: 'data', name: 'result', data: result })
  }

  function readError(raw: unknown): void {
    const error = isRecord(raw) ? raw : {}
    reason = 'error'
    output.write({
      type: 'error',
      message: stringField(error, 'message') || UNSAID,
      code: idField(error, 'code'),
      recoverable: false,
      scope: 'stream',
    })
    const data = ownField(error, 'data')
    if (data !== undefined) output.write({ type: 'data', name: 'error', data })
  }

  /** A notification, or a request to the client if it has an id. */
  function readCall(method: string, message: JsonRecord): void {
    const params = recordField(message, 'params') ?? {}
    const interruptId = idField(message, 'id')
    if (method === 'ping') return
    if (interruptId !== undefined) {
      const payload = { method, params }
      output.write({ type: 'interrupt', kind: 'input', interruptId, payload })
    } else if (method === 'notifications/progress') {
      const [value, total] = [numberField(params, 'progress'), numberField(params, 'total')]
      output.write({ type: 'progress', value, total, label: stringField(params, 'message') })
    } else if (method === 'notifications/message') {
      readLog(params)
    } else if (method === 'notifications/tasks/status' && stringField(params, 'status')) {
      readTaskStatus(params)
    } else {
      output.write({ type: 'data', name: method, data: params })
    }
  }

  /** How far a task is that a request was turned into. */
  function readTaskStatus(params: JsonRecord): void {
    const phase = stringField(params, 'status') ?? ''
    const message = stringField(params, 'statusMessage') || phase.replaceAll('_', ' ')
    const level = phase === 'failed' ? 'warning' : 'info'
    output.write({ type: 'status', message, level, phase })
  }

  function readLog(params: JsonRecord): void {
    const data = ownField(params, 'data')
    const said = isRecord(data) ? stringField(data, 'message') : data
    const message = inWords(said ?? data)
    const isBad = BAD_LEVELS.has(stringField(params, 'level') ?? '')
    const phase = stringField(params, 'logger')
    output.write({ type: 'status', message, level: isBad ? 'warning' : 'info', phase })
  }

  const end = (): void => {
    const last = reason === 'error' ? reason : (task.reason ?? reason)
    output.finish(last ?? 'eof', last !== undefined, task.reason && task.state)
  }

  function readPayload(payload: unknown): void {
    if (isRecord(payload)) readMessage(payload)
    else output.writeUnknown(payload)
  }

  return {
    read: readMessage,
    readRest: readMessage,
    // A batch, as versions before 2025-06-18 allow.
    readOther(payload) {
      if (Array.isArray(payload)) payload.forEach(readPayload)
      else output.writeUnknown(payload)
    },
    readEndMark: end,
    isOpen: () => reason === undefined && task.reason === undefined,
    end,
  }
}

const BAD_LEVELS: ReadonlySet<string> = new Set([
  'warning',
  'error',
  'critical',
  'alert',
  'emergency',
])

function detectMcp({ json }: DetectionProbe): DetectionClaim | undefined {
  return isRpcMessage(json) ? { rule: 'jsonrpc is "2.0"' } : undefined
}

function isRpcMessage(json: unknown): boolean {
  const first: unknown = Array.isArray(json) ? json[0] : json
  return isRecord(first) && first['jsonrpc'] === '2.0'
}
