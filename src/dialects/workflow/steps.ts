import type { EventOf } from '../events.ts'
import { type JsonRecord, numberField, stringField } from '../payload/jsonFields.ts'
import { createSpokenText, type SpokenText } from '../text/spokenText.ts'

type StepStatus = EventOf<'step-end'>['status']

interface OpenStep {
  readonly id: string
  /** What was said inside this step, without the steps inside it. */
  readonly spoken: SpokenText
}

/** The steps that have begun and not ended, the innermost last. */
export interface StepStack {
  readonly current: OpenStep | undefined
  open(fields: JsonRecord): EventOf<'step-start'>
  /** Ends the innermost step, if one is open. */
  close(fields: JsonRecord): readonly EventOf<'step-end'>[]
  closeAll(status: StepStatus, error?: string): readonly EventOf<'step-end'>[]
}

const STATUSES: readonly StepStatus[] = ['ok', 'error', 'skipped', 'paused']

/**
 * Names and nests steps for a backend that only says that one begins and that one ends.
 *
 * A backend that says more (`name`, `index`, `total`; `status`, `error`, `elapsed_ms`) is listened to.
 */
export function createStepStack(): StepStack {
  const open: OpenStep[] = []
  let begun = 0

  return {
    get current() {
      // Asked for every token: V8 is slow to find nothing before the start of a list.
      return open.length === 0 ? undefined : open[open.length - 1]
    },
    open(fields) {
      const parentId = open.at(-1)?.id
      const index = numberField(fields, 'index') ?? begun
      begun++
      const stepId = `s${begun}`
      open.push({ id: stepId, spoken: createSpokenText() })
      const name = stringField(fields, 'name')
      return {
        type: 'step-start',
        stepId,
        index,
        name,
        total: numberField(fields, 'total'),
        parentId,
      }
    },
    close(fields) {
      const step = open.pop()
      if (step === undefined) return []
      const error = stringField(fields, 'error')
      const named = STATUSES.find((status) => status === fields['status'])
      const status = named ?? (error === undefined ? 'ok' : 'error')
      const elapsedMs = numberField(fields, 'elapsed_ms')
      return [{ type: 'step-end', stepId: step.id, status, error, elapsedMs }]
    },
    closeAll: (status, error) =>
      open
        .splice(0)
        .toReversed()
        .map((step) => ({ type: 'step-end', stepId: step.id, status, error })),
  }
}
