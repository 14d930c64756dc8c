import {
  arrayField,
  idField,
  isRecord,
  type JsonRecord,
  ownField,
  stringField,
} from '../payload/jsonFields.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { createStepLedger } from '../bookkeeping/stepLedger.ts'
import type { NodePlace } from './nodePlace.ts'

/** What a node changed in the state of its graph. */
export interface NodeUpdate {
  readonly node: string
  readonly namespace: string
  readonly update: unknown
}

/** The nodes of a graph as steps, told of by their tasks or, where those are not streamed, by their updates. */
export interface GraphTasks {
  /** Reads a task that starts or has ended, in whose step `read` gives what came of it; says whether it was one. */
  readTask(task: JsonRecord, namespace: string, read: (stepId: string) => void): boolean
  /**
   * Something is said in a node: begins its step, unless it runs, so that the words stand in it. Gives the step's id;
   * `undefined` when the step is over or nothing tells of one.
   */
  enter(place: NodePlace): string | undefined
  /** The step of the node that runs the subgraph of this namespace. */
  stepOf(namespace: string): string | undefined
  /** A node has run: gives it as a step, in which `read` gives what came of it, and ends that. */
  readUpdate(update: NodeUpdate, read: (stepId: string | undefined) => void): void
  /** Somebody has to answer before the graph goes on. Several kinds of events tell of it. */
  interrupt(entry: unknown): void
  readonly isInterrupted: boolean
}

export function createGraphTasks(output: EventOutput): GraphTasks {
  const steps = createStepLedger()
  const toldInterrupts = new Set<string>()
  const told = new Set<string>()
  /** The round in which something was last said, by the key of the step. */
  const rounds = new Map<string, Pick<NodePlace, 'namespace' | 'round'>>()
  let hasTasks = false

  function start(id: string, task: JsonRecord, namespace: string): void {
    if (told.has(id)) return
    told.add(id)
    // The namespace of a subgraph ends in the task that runs it: `node:id`.
    const parent = namespace.split(':').at(-1)
    const around = parent !== undefined && told.has(parent) ? { parent } : {}
    output.write(steps.start(id, { name: stringField(task, 'name'), ...around }))
  }

  function end(id: string, task: JsonRecord, read: (stepId: string) => void): void {
    if (!steps.isOpen(id)) return
    read(id)
    const interrupts = arrayField(task, 'interrupts') ?? []
    const error = errorOf(task)
    const isPaused = interrupts.length > 0
    const status = error === undefined ? (isPaused ? 'paused' : 'ok') : 'error'
    output.write(steps.end(id, { status, output: ownField(task, 'result'), error }))
    interrupts.forEach(interrupt)
  }

  /** Where no updates are streamed, a round is over when somebody speaks in the next one. */
  function leaveBefore({ namespace, round = 0 }: NodePlace): void {
    for (const key of steps.open) {
      const last = rounds.get(key)
      const isOver = last?.namespace === namespace && (last.round ?? Infinity) < round
      if (isOver) output.write(steps.end(key, { status: 'ok' }))
    }
  }

  function interrupt(entry: unknown): void {
    const fields = isRecord(entry) ? entry : {}
    const payload = Object.hasOwn(fields, 'value') ? fields['value'] : entry
    const interruptId = idField(fields, 'id') ?? idField(fields, 'interrupt_id')
    const name = interruptId ?? JSON.stringify(payload)
    if (toldInterrupts.has(name)) return
    toldInterrupts.add(name)
    output.write({ type: 'interrupt', kind: kindOf(payload), interruptId, payload })
  }

  return {
    readTask(task, namespace, read) {
      const id = idField(task, 'id')
      if (id === undefined || stringField(task, 'name') === undefined) return false
      hasTasks = true
      const hasEnded = ['result', 'error', 'interrupts'].some((name) => Object.hasOwn(task, name))
      start(id, task, namespace)
      if (hasEnded && !Object.hasOwn(task, 'triggers')) end(id, task, read)
      return true
    },
    enter(place) {
      const { node, namespace, taskIds, round } = place
      if (hasTasks) return taskIds.findLast((id) => told.has(id))
      const key = keyOf(node, namespace)
      if (steps.isOpen(key) && rounds.get(key)?.round === round) return steps.idOf(key)
      leaveBefore(place)
      if (steps.isOpen(key)) return steps.idOf(key)
      // Its update came, so what is still said is no other step.
      if (round !== undefined && rounds.get(key)?.round === round) return undefined
      rounds.set(key, { namespace, round })
      output.write(steps.start(key, { name: node }))
      return steps.idOf(key)
    },
    readUpdate({ node, namespace, update }, read) {
      if (hasTasks) {
        read(undefined)
        return
      }
      const key = keyOf(node, namespace)
      if (!steps.isOpen(key)) output.write(steps.start(key, { name: node }))
      read(steps.idOf(key))
      output.write(steps.end(key, { status: 'ok', output: update }))
    },
    stepOf(namespace) {
      const [node = '', task = ''] = namespace.split('|').at(-1)?.split(':') ?? []
      return told.has(task) ? task : steps.isOpen(node) ? steps.idOf(node) : undefined
    },
    interrupt,
    get isInterrupted() {
      return toldInterrupts.size > 0
    },
  }
}

function keyOf(node: string, namespace: string): string {
  return namespace === '' ? node : `${namespace}|${node}`
}

function errorOf(task: JsonRecord): string | undefined {
  const error = ownField(task, 'error')
  if (typeof error === 'string') return error || undefined
  return isRecord(error) ? (stringField(error, 'message') ?? JSON.stringify(error)) : undefined
}

/** LangChain's agents ask for a yes to the calls of tools; everything else is a question of the graph's own. */
function kindOf(payload: unknown): 'approval' | 'input' {
  const first: unknown = Array.isArray(payload) ? payload[0] : payload
  const asks = isRecord(first) && ('action_request' in first || 'action_requests' in first)
  return asks ? 'approval' : 'input'
}
