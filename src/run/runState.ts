import type { StreamEvent } from '../dialects/events.ts'
import { cancelState } from '../state/reduce.ts'
import { isOver, withStatus } from '../state/status.ts'
import { createStreamState, type StreamState, type StreamStatus } from '../state/streamState.ts'
import { type Audience, createAudience } from './audience.ts'
import { type Conclusion, concludeAtLimit, concludeRun, describeTextLimit } from './conclusion.ts'
import type { LoopEnd } from './attemptLoop.ts'
import type { StreamLimits } from './limits.ts'
import type { StreamOptions } from './streamRun.ts'
import { reduceWithin } from './textLimit.ts'

/** The states in which a run that broke off left its answer. */
export interface LeftState {
  /** What the events made that were received whole: the next event goes on from here. */
  readonly base: StreamState
  /** The same with what came by half at the very end, which stays on the screen until the rest of it is there. */
  readonly shown: StreamState
}

/** The state of one run, and those who are told of it. */
export interface RunState extends Pick<Audience, 'subscribe' | 'iterate'> {
  /** What is shown. */
  readonly current: StreamState
  /** What the next event goes on from. */
  readonly base: StreamState
  /** Events handed out. */
  readonly events: number
  /** A first piece of answer or reasoning has come in this run. */
  readonly hasText: boolean
  /** Takes the events of one chunk; gives the last word about the run when that has reached a limit. */
  take(news: readonly StreamEvent[]): Conclusion | undefined
  /** Shows what is held back over a break; the next event goes on from before it. */
  preview(held: readonly StreamEvent[]): void
  /** Enters another status. */
  enter(status: StreamStatus): void
  /** Makes the last word about the run. */
  conclude(end: LoopEnd): Conclusion
  /** The last word when the user stops the run. */
  cancel(): Conclusion
  /** Takes the last word. Nobody is told of it before `dismiss`. */
  close(last: Conclusion): void
  /** Tells everybody of the end, and lets them go. */
  dismiss(): void
}

/** Begins with nothing, or goes on with what another run has left. */
export function createRunState(
  limits: StreamLimits,
  onEvents: StreamOptions['onEvents'],
  left?: LeftState,
): RunState {
  const first = left?.shown ?? createStreamState()
  let state = withStatus(first, left === undefined ? 'connecting' : 'reconnecting')
  let aside = left?.base
  let events = 0
  let beforeEnd = state
  let lastEvents: readonly StreamEvent[] = []
  const audience = createAudience(() => state, onEvents)

  /** What the events go on from: they say again what was shown by half. */
  function baseFor(news: readonly StreamEvent[]): StreamState {
    return news.length > 0 && aside !== undefined ? withStatus(aside, state.status) : state
  }

  function change(next: StreamState, news: readonly StreamEvent[] = []): void {
    const before = state
    state = next
    if (news.length > 0) aside = undefined
    events += news.length
    audience.tell(news, before)
  }

  return {
    subscribe: (listener) => audience.subscribe(listener),
    iterate: () => audience.iterate(),
    take(news) {
      const batch = reduceWithin(baseFor(news), news, limits.textLength)
      if (batch.isOverLimit) return concludeAtLimit(batch, describeTextLimit(limits.textLength))
      change(batch.state, news)
      if (events <= limits.events || isOver(state.status)) return undefined
      return concludeAtLimit({ state, events: [] }, `More than ${limits.events} events have come`)
    },
    preview(held) {
      if (held.length === 0) return
      aside ??= state
      change(reduceWithin(state, held, limits.textLength).state)
    },
    enter: (status) => change(withStatus(state, status)),
    conclude: (end) => concludeRun(baseFor(end.events), end, limits.textLength),
    cancel: () => ({ status: 'cancelled', events: [], state: cancelState(state), open: state }),
    close(last) {
      beforeEnd = state
      lastEvents = last.events
      state = last.state
      events += lastEvents.length
    },
    dismiss() {
      audience.tell(lastEvents, beforeEnd)
      audience.dismiss()
    },
    get current() {
      return state
    },
    get base() {
      return aside ?? state
    },
    get events() {
      return events
    },
    get hasText() {
      return state.answer !== first.answer || state.reasoning !== first.reasoning
    },
  }
}
