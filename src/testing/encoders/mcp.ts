import type { DoneReason } from '../../dialects/events.ts'
import { defineEncoder } from './encoder.ts'
import { dataEvent } from './sseText.ts'

const TASK = { taskId: 'task-1', contextId: 'context-1' }

const STATES: Partial<Record<DoneReason, string>> = {
  stop: 'completed',
  interrupt: 'input-required',
  other: 'canceled',
}

/**
 * An A2A agent over JSON-RPC, with MCP's notifications in between: an answer is an artifact that grows, and what the
 * agent says while it works a status.
 */
export const mcpEncoder = defineEncoder({
  dialect: 'mcp',
  create() {
    let hasAnswered = false

    return {
      status: ({ message: data, level, phase: logger }) =>
        notify('notifications/message', {
          level: level === 'warning' ? 'warning' : 'info',
          logger,
          data,
        }),
      progress: ({ value: progress, total, label: message }) =>
        notify('notifications/progress', { progressToken: 1, progress, total, message }),
      answer({ delta }) {
        const append = hasAnswered
        hasAnswered = true
        return result({
          kind: 'artifact-update',
          append,
          artifact: { artifactId: 'answer', parts: [{ kind: 'text', text: delta }] },
        })
      },
      data: ({ name, data }) => notify(name, isObject(data) ? data : { data }),
      error: ({ message, code = '-32603' }) =>
        dataEvent({ jsonrpc: '2.0', id: 1, error: { code: Number(code) || -32_603, message } }),
      done: ({ reason }) =>
        reason === 'error'
          ? ''
          : result({
              kind: 'status-update',
              status: { state: STATES[reason] ?? 'completed' },
              final: true,
            }),
    }
  },
})

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function result(fields: object): string {
  return dataEvent({ jsonrpc: '2.0', id: 1, result: { ...TASK, ...fields } })
}

function notify(method: string, params: object): string {
  return dataEvent({ jsonrpc: '2.0', method, params })
}
