import { elapsedField } from '../bookkeeping/elapsed.ts'
import {
  arrayField,
  isRecord,
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
import type { RagflowReference } from './reference.ts'

type DataReader = (data: JsonRecord) => void

/** Reads the events of an agent: a canvas of components. */
export interface RagflowAgent {
  readonly readers: ReadonlyMap<string, DataReader>
  /** How the run ended, once it did. */
  readonly outcome: 'stop' | 'cancelled' | 'interrupt' | undefined
  /** The component that runs, which is the one that speaks. */
  readonly stepId: string | undefined
}

export interface RagflowAgentOptions {
  readonly output: EventOutput
  readonly answer: RagflowAnswer
  readonly readMessage: DataReader
  readonly readReference: RagflowReference['read']
  readonly readFound: RagflowReference['readFound']
}

/** What a canvas gives out when somebody has stopped it. */
const CANCELLED = /task has been cancel+ed/i

export function createRagflowAgent(options: RagflowAgentOptions): RagflowAgent {
  const { output, answer, readMessage, readReference, readFound } = options
  const steps = createStepLedger()
  let outcome: RagflowAgent['outcome']
  let calls = 0

  function startNode(data: JsonRecord): void {
    const name = stringField(data, 'component_name') || stringField(data, 'component_type')
    output.write(steps.start(keyOf(data), { name: name || undefined }))
    const thoughts = stringField(data, 'thoughts')
    const stepId = steps.idOf(keyOf(data))
    if (thoughts) output.write({ type: 'status', message: thoughts, phase: 'node', stepId })
  }

  function endNode(data: JsonRecord): void {
    const key = keyOf(data)
    readWork(data, steps.idOf(key))
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

  /** What a component has found, and the tools that it has called: told when it is over. */
  function readWork(data: JsonRecord, stepId: string | undefined): void {
    const outputs = recordField(data, 'outputs') ?? {}
    if (data['component_type'] === 'Retrieval') readFound(outputs['json'], stepId)
    for (const call of arrayField(outputs, 'use_tools') ?? [])
      if (isRecord(call)) readCall(call, stepId)
  }

  function readCall(call: JsonRecord, stepId: string | undefined): void {
    calls++
    const toolCallId = `tool-${calls}`
    const name = stringField(call, 'name')
    const input = ownField(call, 'arguments')
    const result = ownField(call, 'results') ?? ownField(call, 'result')
    output.write({ type: 'tool-start', toolCallId, name, input, stepId })
    output.write({ type: 'tool-end', toolCallId, phase: 'output', name, output: result, stepId })
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
    // A run that asks its user something is over too, and has not come to its end.
    outcome = isCancelled ? 'cancelled' : (outcome ?? 'stop')
    answer.release()
    // The last component's output: its message has said it already.
    if (content && !isCancelled && !answer.hasSpoken) {
      answer.read({ text: content, startsThinking: false, endsThinking: false, isWhole: true })
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
    get stepId() {
      return steps.idOf(steps.open.at(-1))
    },
  }
}

function keyOf(data: JsonRecord): string {
  return stringField(data, 'component_id') || 'component'
}
