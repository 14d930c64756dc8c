import type { StreamEvent } from '../dialects/events.ts'
import { closeDraft, openDraft, type StateDraft } from './draft.ts'
import { growLast } from './growLast.ts'
import {
  noteData,
  noteFault,
  noteIds,
  noteInterrupt,
  noteProgress,
  noteStatus,
  noteUsage,
} from './notes.ts'
import { reconcileText } from './reconcile.ts'
import { takeResults } from './results.ts'
import { isOver, isWaiting, statusAfter } from './status.ts'
import { endRunningSteps, endStep, settleSteps, startStep } from './steps.ts'
import type { StreamState } from './streamState.ts'
import { appendText } from './text.ts'
import { endTool, failOpenTools, growTool, startTool } from './tools.ts'

/**
 * Gives the state after an event, and leaves the one before untouched.
 *
 * What the event does not touch keeps its identity; an event that says nothing new gives back the same state. After
 * `done`, or once the run was cancelled, nothing changes any more.
 */
export function reduceStream(state: StreamState, event: StreamEvent): StreamState {
  return (event.type === 'text' ? growLast(state, event) : undefined) ?? reduceAll(state, [event])
}

/** Gives the state after several events: the same as one by one, with each list copied once for all of them. */
export function reduceBatch(state: StreamState, events: readonly StreamEvent[]): StreamState {
  const [event] = events
  return event !== undefined && events.length === 1
    ? reduceStream(state, event)
    : reduceAll(state, events)
}

function reduceAll(state: StreamState, events: readonly StreamEvent[]): StreamState {
  const draft = openDraft(state)
  for (const event of events) {
    if (isOver(draft.status)) break
    if (isWaiting(draft.status)) draft.status = 'streaming'
    applyEvent(draft, event)
  }
  return closeDraft(state, draft)
}

/** The state of a run that the user stopped: what was still running is paused, all else stays as it is. */
export function cancelState(state: StreamState): StreamState {
  const draft = openDraft(state)
  settleSteps(draft, 'paused')
  draft.status = 'cancelled'
  return closeDraft(state, draft)
}

/** The one place that knows every type of event; a type without a case here does not compile. */
function applyEvent(draft: StateDraft, event: StreamEvent): void {
  switch (event.type) {
    case 'start':
      draft.dialect = event.dialect
      return noteIds(draft, event)
    case 'meta':
      return noteIds(draft, event)
    case 'status':
      return noteStatus(draft, event)
    case 'text':
      return appendText(draft, event)
    case 'text-full':
      return reconcileText(draft, event)
    case 'step-start':
      return startStep(draft, event)
    case 'step-end':
      return endStep(draft, event)
    case 'tool-start':
      return startTool(draft, event)
    case 'tool-delta':
      return growTool(draft, event)
    case 'tool-end':
      return endTool(draft, event)
    case 'results':
      return takeResults(draft, event)
    case 'data':
      return noteData(draft, event)
    case 'interrupt':
      return noteInterrupt(draft, event)
    case 'progress':
      return noteProgress(draft, event)
    case 'usage':
      return noteUsage(draft, event)
    case 'error':
      return noteFault(draft, event)
    case 'done':
      endRunningSteps(draft, event)
      draft.status = statusAfter(event)
      if (draft.status === 'failed') failOpenTools(draft)
      return
    default: {
      const unknown: never = event
      return unknown
    }
  }
}
