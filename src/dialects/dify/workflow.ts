import type { DoneReason } from '../events.ts'
import {
  arrayField,
  idField,
  type JsonRecord,
  numberField,
  recordField,
  stringField,
} from '../payload/jsonFields.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { type ResultReader, readResults } from '../results/resultItem.ts'
import type { DifyAnswer } from './answer.ts'
import type { DifyEnding } from './ending.ts'
import type { DifySteps } from './steps.ts'

type DataReader = (data: JsonRecord) => void

export interface DifyWorkflowOptions {
  readonly output: EventOutput
  readonly answer: DifyAnswer
  readonly steps: DifySteps
  readonly ending: DifyEnding
  readonly readItem: ResultReader
}

const OUTCOMES: ReadonlyMap<string, DoneReason> = new Map<string, DoneReason>([
  ['succeeded', 'stop'],
  ['partial-succeeded', 'stop'],
  ['failed', 'error'],
  ['stopped', 'other'],
  ['paused', 'interrupt'],
])

/** Makes the readers of the events that carry their fields inside `data`: those of workflows and chatflows. */
export function createDifyWorkflow({
  output,
  answer,
  steps,
  ending,
  readItem,
}: DifyWorkflowOptions): ReadonlyMap<string, DataReader> {
  function readTextChunk(data: JsonRecord): void {
    const selector = arrayField(data, 'from_variable_selector')
    answer.readMessage(stringField(data, 'text') ?? '', steps.stepOf(selector?.[0]))
  }

  function readReasoning(data: JsonRecord): void {
    const delta = stringField(data, 'reasoning')
    const stepId = steps.stepOf(data['node_id'])
    if (delta) output.write({ type: 'text', channel: 'reasoning', delta, stepId })
  }

  function readWorkflowEnd(data: JsonRecord): void {
    answer.settle()
    const status = stringField(data, 'status')
    const reason = OUTCOMES.get(status ?? '') ?? 'stop'
    const outputs = recordField(data, 'outputs')
    if (outputs !== undefined && reason !== 'error') answer.readOutputs(outputs)
    const totalTokens = numberField(data, 'total_tokens')
    if (totalTokens !== undefined) output.write({ type: 'usage', totalTokens, cumulative: true })
    const count = numberField(data, 'total_steps')
    if (count !== undefined) output.write({ type: 'progress', value: count, total: count })
    if (reason === 'error') {
      const message = stringField(data, 'error') || 'The workflow failed and did not say why.'
      output.write({ type: 'error', message, recoverable: false, scope: 'stream' })
    }
    ending.workflowFinished(reason, status)
  }

  /** A node that retrieves gives its segments as its output; what of them the answer leans on is told at the end. */
  function endNode(data: JsonRecord): void {
    if (data['node_type'] === 'knowledge-retrieval') {
      const items = readResults(recordField(data, 'outputs')?.['result'], readItem)
      const query = stringField(recordField(data, 'inputs') ?? {}, 'query')
      const stepId = idField(data, 'id')
      output.write({ type: 'results', kind: 'retrieved', items, query, stepId })
    }
    steps.endNode(data)
  }

  function readBranch(data: JsonRecord): void {
    const key = idField(data, 'parallel_branch_id')
    output.write({ type: 'data', name: 'parallel-branch', key, data })
  }

  function readForm(data: JsonRecord): void {
    const interruptId = idField(data, 'form_id')
    output.write({ type: 'interrupt', kind: 'input', interruptId, payload: data })
    ending.paused()
  }

  function readPause(data: JsonRecord): void {
    output.write({ type: 'interrupt', kind: 'pause', payload: data })
    ending.paused()
  }

  function readLog(data: JsonRecord): void {
    const key = idField(data, 'id')
    const stepId = idField(data, 'node_execution_id')
    output.write({ type: 'data', name: 'agent-log', data, key, stepId })
  }

  function readAnsweredForm(name: string): DataReader {
    return (data) => {
      // The form is no longer waited for, so the workflow goes on.
      ending.workflowStarted()
      output.write({ type: 'data', name, data, key: idField(data, 'form_id') })
    }
  }

  return new Map<string, DataReader>([
    ['text_chunk', readTextChunk],
    ['text_replace', (data) => answer.replace(stringField(data, 'text') ?? '')],
    ['reasoning_chunk', readReasoning],
    ['workflow_finished', readWorkflowEnd],
    ['node_started', steps.startNode],
    ['node_finished', endNode],
    ['parallel_branch_started', readBranch],
    ['parallel_branch_finished', readBranch],
    ['node_retry', steps.retryNode],
    ...['iteration', 'loop'].flatMap((name): [string, DataReader][] => [
      [`${name}_started`, steps.startRounds],
      [`${name}_next`, steps.nextRound],
      [`${name}_completed`, steps.endRounds],
    ]),
    ['agent_log', readLog],
    ['human_input_required', readForm],
    ['workflow_paused', readPause],
    ['human_input_form_filled', readAnsweredForm('form-filled')],
    ['human_input_form_timeout', readAnsweredForm('form-timeout')],
  ])
}
