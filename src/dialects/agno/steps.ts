import {
  arrayField,
  idField,
  type JsonRecord,
  numberField,
  ownField,
  recordField,
  stringField,
} from '../payload/jsonFields.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { createStepLedger } from '../bookkeeping/stepLedger.ts'

type StepReader = (record: JsonRecord) => void

/** Reads the steps of a workflow, and the loops, branches and groups around them. */
export interface AgnoSteps {
  readonly readers: ReadonlyMap<string, StepReader>
  /** The step that an event belongs to. */
  stepOf(record: JsonRecord): string | undefined
  /** The step that gave its text last, and that text. */
  readonly last: { readonly stepId: string; readonly text: string } | undefined
}

const CONTAINERS = ['Loop', 'Parallel', 'Condition', 'Router', 'Steps'] as const

export function createAgnoSteps(output: EventOutput): AgnoSteps {
  const ledger = createStepLedger()
  /** Steps whose content was told: `StepOutput` brings that of `StepCompleted` again. */
  const told = new Set<string>()
  /** Of the steps that began last, by the path of their places. */
  const keys = new Map<string, string>()
  let last: AgnoSteps['last']

  /** Where no parent is named, the path of a nested step leads through the places of those around it. */
  function parentOf(record: JsonRecord): string | undefined {
    const key = keys.get(pathOf(record).slice(0, -1).join('.'))
    return key !== undefined && ledger.isOpen(key) ? key : undefined
  }

  function start(record: JsonRecord): void {
    const key = keyOf(record)
    told.delete(key)
    keys.set(pathOf(record).join('.'), key)
    output.write(
      ledger.start(key, {
        name: stringField(record, 'step_name') || undefined,
        index: indexOf(record),
        total: countOf(record),
        parent: idField(record, 'parent_step_id') ?? parentOf(record),
      }),
    )
  }

  /** The whole text of the step, of which its agents may have streamed the pieces. */
  function readContent(record: JsonRecord, content: unknown): void {
    const key = keyOf(record)
    if (content === undefined || content === null || content === '' || told.has(key)) return
    told.add(key)
    const stepId = ledger.idOf(key) ?? key
    if (typeof content === 'string') {
      last = { stepId, text: content }
      output.write({ type: 'text-full', channel: 'answer', text: content, mode: 'final', stepId })
    } else output.write({ type: 'data', name: 'content', data: content, stepId })
  }

  function complete(record: JsonRecord): void {
    const response = recordField(record, 'step_response') ?? {}
    readContent(record, ownField(record, 'content') ?? ownField(response, 'content'))
    output.write(ledger.end(keyOf(record), { status: 'ok' }))
  }

  function completeContainer(record: JsonRecord): void {
    const isSkipped = ownField(record, 'condition_result') === false
    const selected = arrayField(record, 'selected_steps')
    const status = isSkipped ? 'skipped' : 'ok'
    output.write(ledger.end(keyOf(record), { status, output: selected }))
  }

  function fail(record: JsonRecord): void {
    const error = stringField(record, 'error') || 'The step failed and did not say why.'
    const end = ledger.end(keyOf(record), { status: 'error', error })
    output.write(end)
    const { stepId } = end
    output.write({ type: 'error', message: error, recoverable: true, scope: 'step', stepId })
  }

  function pause(record: JsonRecord): void {
    const end = ledger.end(keyOf(record), { status: 'paused' })
    output.write(end)
    output.write({ type: 'interrupt', kind: 'pause', payload: record, stepId: end.stepId })
  }

  function iterate(record: JsonRecord): void {
    const value = numberField(record, 'iteration')
    const total = numberField(record, 'max_iterations')
    const label = stringField(record, 'step_name')
    output.write({ type: 'progress', value, total, label, stepId: ledger.idOf(keyOf(record)) })
  }

  function readOutput(record: JsonRecord): void {
    const stepOutput = recordField(record, 'step_output') ?? record
    readContent(record, ownField(stepOutput, 'content'))
    if (ownField(stepOutput, 'success') !== false || !ledger.isOpen(keyOf(record))) return
    fail({ ...record, error: ownField(stepOutput, 'error') })
  }

  return {
    readers: new Map<string, StepReader>([
      ['StepStarted', start],
      ['StepCompleted', complete],
      ['StepError', fail],
      ['StepPaused', pause],
      ['StepOutput', readOutput],
      ...CONTAINERS.flatMap((name): [string, StepReader][] => [
        [`${name}ExecutionStarted`, start],
        [`${name}ExecutionCompleted`, completeContainer],
      ]),
      ['LoopIterationStarted', iterate],
      ['LoopIterationCompleted', () => undefined],
    ]),
    stepOf(record) {
      const id = record['step_id']
      if (typeof id === 'string') return ledger.idOf(id) ?? id
      // Without an id a step is known by its name and place, where it says them.
      return record['step_name'] === undefined ? undefined : ledger.idOf(keyOf(record))
    },
    get last() {
      return last
    },
  }
}

function keyOf(record: JsonRecord): string {
  const id = idField(record, 'step_id')
  return id ?? `${stringField(record, 'step_name') ?? 'step'}:${indexOf(record) ?? ''}`
}

/** A number, or the path of a nested step as Python writes a tuple: the last of it counts among its siblings. */
function indexOf(record: JsonRecord): number | undefined {
  const last = arrayField(record, 'step_index')?.at(-1)
  return typeof last === 'number' ? last : numberField(record, 'step_index')
}

/** The places from the outermost step to this one. */
function pathOf(record: JsonRecord): readonly unknown[] {
  return arrayField(record, 'step_index') ?? [record['step_index']]
}

function countOf(record: JsonRecord): number | undefined {
  return (
    numberField(record, 'max_iterations') ??
    numberField(record, 'parallel_step_count') ??
    numberField(record, 'steps_count') ??
    arrayField(record, 'selected_steps')?.length
  )
}
