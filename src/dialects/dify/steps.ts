import { elapsedField } from '../bookkeeping/elapsed.ts'
import type { EventOf } from '../events.ts'
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

/** Reads the nodes of a workflow, and the iterations and loops around them. */
export interface DifySteps {
  readonly startNode: (node: JsonRecord) => void
  readonly endNode: (node: JsonRecord) => void
  readonly retryNode: (node: JsonRecord) => void
  readonly startRounds: (node: JsonRecord) => void
  readonly nextRound: (node: JsonRecord) => void
  readonly endRounds: (node: JsonRecord) => void
  /** The step in which a node runs: texts name their node, not the run of it. */
  stepOf(nodeId: unknown): string | undefined
}

const STATUSES: ReadonlyMap<string, EventOf<'step-end'>['status']> = new Map([
  ['succeeded', 'ok'],
  ['failed', 'error'],
  ['exception', 'error'],
  ['stopped', 'skipped'],
  ['skipped', 'skipped'],
  ['paused', 'paused'],
])

const ROUND_COUNTS = ['iterator_length', 'iteration_length', 'loop_length', 'loop_count'] as const

export function createDifySteps(output: EventOutput): DifySteps {
  /** From a node to its latest run: in a loop it has many. */
  const runs = new Map<string, string>()
  const totals = new Map<string, number>()
  let begun = 0

  function parentOf(node: JsonRecord): string | undefined {
    const metadata = recordField(node, 'execution_metadata') ?? {}
    const nodeId =
      idField(node, 'iteration_id') ??
      idField(node, 'loop_id') ??
      idField(metadata, 'iteration_id') ??
      idField(metadata, 'loop_id')
    return nodeId === undefined ? undefined : (runs.get(nodeId) ?? nodeId)
  }

  function start(node: JsonRecord, total?: number): void {
    const stepId = idOf(node)
    if (stepId === undefined) {
      output.writeUnknown(node)
      return
    }
    const parentId = parentOf(node)
    const nodeId = idField(node, 'node_id')
    if (nodeId !== undefined) runs.set(nodeId, stepId)
    const index = numberField(node, 'index') ?? begun
    begun++
    const name = stringField(node, 'title') || stringField(node, 'node_type')
    output.write({ type: 'step-start', stepId, index, name, total, parentId })
  }

  function end(node: JsonRecord): void {
    const stepId = idOf(node)
    if (stepId === undefined) {
      output.writeUnknown(node)
      return
    }
    const error = stringField(node, 'error') || undefined
    const said = STATUSES.get(stringField(node, 'status') ?? '')
    const status = said ?? (error === undefined ? 'ok' : 'error')
    const result = ownField(node, 'outputs') ?? undefined
    const elapsedMs = elapsedField(node, 'elapsed_time')
    output.write({ type: 'step-end', stepId, status, output: result, error, elapsedMs })
    if (status !== 'error' || error === undefined) return
    // Whether it is the end of the workflow too, the workflow says itself.
    output.write({ type: 'error', message: error, recoverable: true, scope: 'step', stepId })
  }

  return {
    startNode: (node) => start(node),
    endNode: end,
    retryNode(node) {
      const error = stringField(node, 'error')
      const retry = numberField(node, 'retry_index')
      const message = error || `Retry ${retry ?? ''}`.trim()
      const stepId = idOf(node)
      output.write({ type: 'status', message, level: 'warning', phase: 'retry', stepId })
    },
    startRounds(node) {
      const total = countRounds(node)
      const stepId = idOf(node)
      if (stepId !== undefined && total !== undefined) totals.set(stepId, total)
      start(node, total)
    },
    nextRound(node) {
      const stepId = idOf(node)
      const total = totals.get(stepId ?? '')
      const label = stringField(node, 'title')
      output.write({ type: 'progress', value: numberField(node, 'index'), total, label, stepId })
    },
    endRounds(node) {
      const steps = numberField(node, 'steps')
      if (steps !== undefined) {
        const total = totals.get(idOf(node) ?? '') ?? steps
        const label = stringField(node, 'title')
        output.write({ type: 'progress', value: steps, total, label, stepId: idOf(node) })
      }
      end(node)
    },
    stepOf: (nodeId) => (typeof nodeId === 'string' ? runs.get(nodeId) : undefined),
  }
}

function idOf(node: JsonRecord): string | undefined {
  return idField(node, 'id') ?? idField(node, 'node_id')
}

function countRounds(node: JsonRecord): number | undefined {
  const metadata = recordField(node, 'metadata') ?? {}
  const inputs = recordField(node, 'inputs') ?? {}
  for (const name of ROUND_COUNTS) {
    const count = numberField(metadata, name) ?? numberField(inputs, name)
    if (count !== undefined) return count
  }
  return arrayField(inputs, 'iterator_selector')?.length
}
