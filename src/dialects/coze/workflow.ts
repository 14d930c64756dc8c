import {
  idField,
  type JsonRecord,
  ownField,
  recordField,
  stringField,
} from '../payload/jsonFields.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { createStepLedger } from '../bookkeeping/stepLedger.ts'
import { readCozeUsage } from './usage.ts'

/** Reads the messages of a workflow: nodes that speak, and one that asks. */
export interface CozeWorkflow {
  readMessage(message: JsonRecord): void
  readInterrupt(message: JsonRecord): void
}

export function createCozeWorkflow(output: EventOutput): CozeWorkflow {
  const nodes = createStepLedger()

  return {
    readMessage(message) {
      const name = stringField(message, 'node_title') || undefined
      const key = idField(message, 'node_execute_uuid') ?? idField(message, 'node_id') ?? name
      if (key !== undefined && !nodes.isOpen(key)) output.write(nodes.start(key, { name }))
      const { content } = message
      if (typeof content === 'string' && content !== '') {
        const stepId = nodes.idOf(key)
        output.write({ type: 'text', channel: 'answer', delta: content, stepId })
      }
      const usage = readCozeUsage(message)
      if (usage !== undefined) output.write(usage)
      if (key !== undefined && message['node_is_finish'] === true) {
        output.write(nodes.end(key, { status: 'ok' }))
      }
    },
    readInterrupt(message) {
      const data = recordField(message, 'interrupt_data') ?? {}
      const interruptId = idField(data, 'event_id')
      const title = ownField(message, 'node_title')
      const agent = typeof title === 'string' && title !== '' ? title : undefined
      output.write({ type: 'interrupt', kind: 'input', interruptId, payload: message, agent })
    },
  }
}
