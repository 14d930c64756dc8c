import { UNSAID } from '../payload/errorRecord.ts'
import type { DoneReason } from '../events.ts'
import {
  arrayField,
  idField,
  isRecord,
  type JsonRecord,
  ownField,
  recordField,
  stringField,
} from '../payload/jsonFields.ts'
import type { KindRow } from '../payload/kindReader.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { createStepLedger } from '../bookkeeping/stepLedger.ts'
import { readTokenUsage } from '../bookkeeping/tokenUsage.ts'

/** The runs of a connection, and the steps within them. */
export interface AgUiRuns {
  readonly rows: readonly KindRow[]
  /** The step that began last of those that are open. */
  readonly stepId: string | undefined
  /** No run has ended, or one that began after it has not. */
  readonly isOpen: boolean
  end(hasEndMark: boolean): void
}

export function createAgUiRuns(output: EventOutput): AgUiRuns {
  const steps = createStepLedger()
  const open = new Set<string>()
  let stepId: string | undefined
  let reason: DoneReason | undefined
  let rawReason: string | undefined

  function start(event: JsonRecord): void {
    const [runId, conversationId] = [idField(event, 'runId'), idField(event, 'threadId')]
    open.add(runId ?? '')
    reason = undefined
    rawReason = undefined
    // A run within a run is a matter of the run around it; the user talks to that one.
    if (idField(event, 'parentRunId') !== undefined) return
    output.write({ type: 'meta', conversationId, runId })
  }

  function finish(event: JsonRecord): void {
    open.delete(idField(event, 'runId') ?? '')
    writeUsage(event)
    const result = ownField(event, 'result')
    if (result !== undefined && result !== null) {
      output.write({ type: 'data', name: 'result', data: result })
    }
    // The first drafts had a word for an outcome, and one interrupt beside it.
    const outcome = recordField(event, 'outcome') ?? { type: event['outcome'] }
    const isInterrupted = outcome['type'] === 'interrupt'
    const single = recordField(event, 'interrupt')
    const interrupts = arrayField(outcome, 'interrupts') ?? (single === undefined ? [] : [single])
    if (isInterrupted) interrupts.forEach(interrupt)
    reason = isInterrupted ? 'interrupt' : 'stop'
    rawReason = stringField(outcome, 'type')
  }

  function fail(event: JsonRecord): void {
    open.clear()
    writeUsage(event)
    const message = stringField(event, 'message') || UNSAID
    const code = idField(event, 'code')
    output.write({ type: 'error', message, code, recoverable: false, scope: 'stream' })
    reason = 'error'
    rawReason = undefined
  }

  function interrupt(payload: unknown): void {
    const fields = isRecord(payload) ? payload : {}
    const toolCallId = idField(fields, 'toolCallId')
    const kind = toolCallId === undefined ? 'input' : 'approval'
    const interruptId = idField(fields, 'id')
    output.write({ type: 'interrupt', kind, interruptId, toolCallId, payload })
  }

  /** One entry for each model; those of several runs add up as well. */
  function writeUsage(event: JsonRecord): void {
    for (const entry of arrayField(event, 'usage') ?? []) {
      const usage = isRecord(entry) ? readTokenUsage(entry, false) : undefined
      if (usage !== undefined) output.write(usage)
    }
  }

  function currentStep(): string | undefined {
    return steps.idOf(steps.open.at(-1))
  }

  return {
    rows: [
      ['RUN_STARTED', start],
      ['RUN_FINISHED', finish],
      ['RUN_ERROR', fail],
      [
        'STEP_STARTED',
        (event) => {
          const name = stringField(event, 'stepName')
          if (name === undefined) return false
          output.write(steps.start(name, { name }))
          stepId = currentStep()
          return true
        },
      ],
      [
        'STEP_FINISHED',
        (event) => {
          const name = stringField(event, 'stepName')
          if (name === undefined) return false
          output.write(steps.end(name, { status: 'ok' }))
          stepId = currentStep()
          return true
        },
      ],
    ],
    get stepId() {
      return stepId
    },
    get isOpen() {
      return reason === undefined || (reason !== 'error' && open.size > 0)
    },
    end(hasEndMark) {
      const isClean = hasEndMark || (reason !== undefined && open.size === 0)
      output.finish(reason ?? (hasEndMark ? 'stop' : 'eof'), isClean, rawReason)
    },
  }
}
