import { text, type Piece } from '../piece.ts'
import { LONG_WAIT, takePlatformTurn, type PlatformTurn } from '../platformTurn.ts'
import { dataEvent, namedEvent } from './sseEvent.ts'
import type { Wire } from './wire.ts'

const TASK = { taskId: 'task-5c1e', contextId: 'context-a07d' }
const REQUEST = { jsonrpc: '2.0', id: 1 }

/**
 * JSON-RPC over streamable HTTP. A tool of MCP tells how far it is and gives its result at once; the agent of the scenario
 * `agent` speaks A2A, whose artifact grows word by word.
 */
export const mcpWire: Wire = {
  headers: { 'mcp-session-id': '8e4c1d7a-2f0b-4b6e-9a51-7c3f0d2e6b18' },
  *write(question) {
    const turn = takePlatformTurn(question)
    if (question.scenario === 'agent') yield* runAgent(turn)
    else yield* callTool(turn)
  },
  malformed: 'event: message\ndata: {"jsonrpc":"2.0","method":"notifications/pro\n\n',
  failure: (status, message) => ({
    jsonrpc: '2.0',
    id: null,
    error: { code: status === 400 ? -32_602 : -32_603, message },
  }),
}

function* callTool({ steps, passages, answer, failure }: PlatformTurn): Generator<Piece> {
  // "The server SHOULD immediately send an SSE event consisting of an event ID and an empty data field."
  yield text('id: 0\ndata: \n\n')
  const total = steps.length + passages.length
  let progress = 0
  for (const message of [steps[0], ...passages.map(({ title }) => title), steps[1]]) {
    progress += 1
    const params = { progressToken: 1, progress, total, message }
    yield notify('notifications/progress', params, LONG_WAIT)
    const entry = { level: 'info', logger: 'handbook', data: message }
    yield notify('notifications/message', entry)
  }
  if (failure !== undefined) {
    yield namedEvent('message', { ...REQUEST, error: { code: -32_000, message: failure } })
    return
  }
  const links = passages.map(({ url: uri, title: name, text: description }) => ({
    type: 'resource_link',
    uri,
    name,
    description,
    mimeType: 'text/html',
  }))
  const content = [{ type: 'text', text: answer }, ...links]
  yield namedEvent('message', { ...REQUEST, result: { content, isError: false } }, LONG_WAIT)
}

function notify(method: string, params: object, wait?: number): Piece {
  return namedEvent('message', { jsonrpc: '2.0', method, params }, wait)
}

function* runAgent({ steps, tokens }: PlatformTurn): Generator<Piece> {
  yield update('task', { id: TASK.taskId, status: { state: 'submitted' } })
  for (const [place, name] of steps.entries()) {
    const message = { role: 'agent', messageId: `message-${place}`, parts: [say(name)] }
    const status = { state: 'working', message }
    yield update('status-update', { status, final: false }, LONG_WAIT)
  }
  for (const [place, token] of tokens.entries()) {
    const artifact = { artifactId: 'answer', parts: [say(token)] }
    yield update('artifact-update', { append: place > 0, artifact })
  }
  yield update('status-update', { status: { state: 'completed' }, final: true })
}

function say(words: string): object {
  return { kind: 'text', text: words }
}

function update(kind: string, fields: object, wait?: number): Piece {
  return dataEvent({ ...REQUEST, result: { kind, ...TASK, ...fields } }, wait)
}
