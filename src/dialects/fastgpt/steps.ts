import { elapsedField } from '../bookkeeping/elapsed.ts'
import { type JsonRecord, stringField } from '../payload/jsonFields.ts'
import type { EventOutput } from '../payload/recordReader.ts'

/** Makes steps of the nodes of a flow, of which only the beginning is told. */
export interface FastgptSteps {
  readonly current: string | undefined
  /** A node begins, and with that the one before it is over. */
  start(name: string): void
  /** What is running is over: the answer is. */
  close(): void
  /** How a node went, told when all is over: how long it took, and why it failed. */
  settle(response: JsonRecord, error: string | undefined): void
}

interface Step {
  readonly id: string
  readonly name: string
  isSettled: boolean
}

export function createFastgptSteps(output: EventOutput): FastgptSteps {
  const steps: Step[] = []
  let current: string | undefined

  function close(): void {
    const step = steps.find(({ id }) => id === current)
    current = undefined
    // How it went may have been told before the next one begins.
    if (step !== undefined && !step.isSettled) {
      output.write({ type: 'step-end', stepId: step.id, status: 'ok' })
    }
  }

  return {
    get current() {
      return current
    },
    start(name) {
      close()
      const index = steps.length
      current = `node-${index + 1}`
      steps.push({ id: current, name, isSettled: false })
      output.write({ type: 'step-start', stepId: current, index, name })
    },
    close,
    settle(response, error) {
      const name = stringField(response, 'moduleName')
      const elapsedMs = elapsedField(response, 'runningTime')
      const step = steps.find((candidate) => candidate.name === name && !candidate.isSettled)
      const stepId = step?.id
      if (step !== undefined && (elapsedMs !== undefined || error !== undefined)) {
        step.isSettled = true
        const status = error === undefined ? 'ok' : 'error'
        output.write({ type: 'step-end', stepId: step.id, status, error, elapsedMs })
      }
      if (error === undefined) return
      output.write({ type: 'error', message: error, recoverable: true, scope: 'step', stepId })
    },
  }
}
