import type { EventOf } from '../dialects/events.ts'
import { addPart, placeOf, putItem, type StateDraft } from './draft.ts'
import { mergeDefined } from './merge.ts'
import { statusAfter } from './status.ts'
import type { Step } from './streamState.ts'
import { closeText, textOfStep } from './text.ts'

/** Begins a step. One that is known already keeps its place and its text, and runs again. */
export function startStep(draft: StateDraft, event: EventOf<'step-start'>): void {
  const { index, name, parentId, total } = event
  if (total !== undefined) draft.stepTotal = total
  updateStep(draft, event, { index, name, parentId, status: 'running' })
}

/** Ends a step; one that was never begun shows up as ended. */
export function endStep(draft: StateDraft, event: EventOf<'step-end'>): void {
  const { status, elapsedMs, error } = event
  updateStep(draft, event, { status, elapsedMs, error })
}

/**
 * Closes what is still running when the stream ends, as the stream itself ended: `ok` with a complete one, `error` with
 * a failed one. Where somebody has to answer first, or where the connection was cut, the step did not end: `paused`.
 */
export function endRunningSteps(draft: StateDraft, done: EventOf<'done'>): void {
  settleSteps(draft, statusOfRest(done))
}

/** Gives every step that is still running this status. */
export function settleSteps(draft: StateDraft, status: Step['status']): void {
  draft.steps.items.forEach((step, index) => {
    if (step.status === 'running') putItem(draft.steps, index, { ...step, status })
  })
}

function statusOfRest(done: EventOf<'done'>): Step['status'] {
  if (done.reason === 'interrupt') return 'paused'
  const outcome = statusAfter(done)
  if (outcome === 'failed') return 'error'
  return outcome === 'complete' ? 'ok' : 'paused'
}

function updateStep(
  draft: StateDraft,
  event: EventOf<'step-start' | 'step-end'>,
  update: Partial<Step>,
): void {
  const steps = draft.steps.items
  const index = steps.findLastIndex((step) => step.id === event.stepId)
  const step = steps[index]
  if (step !== undefined) {
    closeText(draft)
    putItem(draft.steps, index, mergeDefined(step, update))
    return
  }
  addPart(draft, { type: 'step', id: event.stepId, ...placeOf({ agent: event.agent }) })
  const created: Step = {
    id: event.stepId,
    index: steps.length,
    status: 'running',
    text: textOfStep(draft, event.stepId),
  }
  putItem(draft.steps, steps.length, mergeDefined(created, update))
}
