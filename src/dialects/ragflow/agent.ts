import { elapsedField } from '../bookkeeping/elapsed.ts'
import {
  type JsonRecord,
  numberField,
  ownField,
  recordField,
  stringField,
} from '../payload/jsonFields.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { createStepLedger } from '../bookkeeping/stepLedger.ts'
import { readTokenUsage } from '../bookkeeping/tokenUsage.ts'
import type { RagflowAnswer } from './answer.ts'

type DataReader = (data: JsonRecord) => void

/** Reads the events of an agent: a canvas of components. */
export interface RagflowAgent {
  readonly readers: ReadonlyMap<string, DataReader>
  /** How the run ended, once it did. */
  readonly outcome: 'stop' | 'cancelled' | 'interrupt' | undefined
}

export interface RagflowAgentOptions {
  readonly output: EventOutput
  readonly answer: RagflowAnswer
  readonly readMessage: DataReader
  readonly readReference: (reference: unknown) => void
}

/** What a canvas gives out when somebody has stopped it. */
const CANCELLED = /task has been cancel+ed/i

export function createRagflowAgent(options: RagflowAgentOptions): RagflowAgent {
  const { output, answer, readMessage, readReference } = options
  const steps = createStepLedger()
  let outcome: RagflowAgent['outcome']

  function startNode(data: JsonRecord): void {
    const name = stringField(data, 'component_name') || stringField(data, 'component_type')
    output.write(steps.start(keyOf(data), { name: name || undefined }))
    const thoughts = stringField(data, 'thoughts')
    const stepId = steps.idOf(keyOf(data))
    if (thoughts) output.write({ type: 'status', message: thoughts, phase: 'node', stepId })
  }

  function endNode(data: JsonRecord): void {
    const key = keyOf(data)
    const said = ownField(data, 'error')
    const error = typeof said === 'string' && said !== '' ? said : undefined
    const end = steps.end(key, {
      status: error === undefined ? 'ok' : 'error',
      output: ownField(data, 'outputs') ?? undefined,
      error,
      elapsedMs: elapsedField(data, 'elapsed_time'),
    })
    output.write(end)
    if (error === undefined) return
    const { stepId } = end
    output.write({ type: 'error', message: error, recoverable: true, scope: 'step', stepId })
  }

  function endMessage(data: JsonRecord): void {
    answer.release()
    readReference(ownField(data, 'reference'))
    const { reference: _reference, ...rest } = data
    if (Object.keys(rest).length > 0)
      output.write({ type: 'data', name: 'message-end', data: rest })
  }

  function endWorkflow(data: JsonRecord): void {
    const outputs = ownField(data, 'outputs')
    const record = recordField(data, 'outputs') ?? {}
    const content = typeof outputs === 'string' ? outputs : stringField(record, 'content')
    const isCancelled = content !== undefined && CANCELLED.test(content)
    outcome = isCancelled ? 'cancelled' : 'stop'
    answer.release()
    // The last component's output: its message has said it already.
    if (content && !isCancelled && !answer.hasSpoken) {
      output.write({ type: 'text-full', channel: 'answer', text: content, mode: 'final' })
    }
    const usage = recordField(data, 'usage')
    const used = usage && readTokenUsage(usage, true)
    if (used !== undefined) output.write(used)
    const count = numberField(data, 'total_steps')
    if (count !== undefined) output.write({ type: 'progress', value: count, total: count })
  }

  return {
    readers: new Map<string, DataReader>([
      ['workflow_started', () => undefined],
      ['node_started', startNode],
      ['node_finished', endNode],
      ['message', readMessage],
      ['message_end', endMessage],
      ['workflow_finished', endWorkflow],
      [
        'user_inputs',
        (data) => {
          outcome = 'interrupt'
          output.write({ type: 'interrupt', kind: 'input', payload: data })
        },
      ],
    ]),
    get outcome() {
      return outcome
    },
  }
}

function keyOf(data: JsonRecord): string {
  return stringField(data, 'component_id') || 'component'
}
