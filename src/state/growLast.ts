import type { EventOf } from '../dialects/events.ts'
import type { Writable } from '../dialects/writable.ts'
import type { Step, StreamState } from './streamState.ts'
import { isOfChannel, joinText, type TextPart } from './text.ts'

/**
 * Gives the state after a token that goes on with the last part, `undefined` for anything else.
 *
 * Nearly every event of a long answer is one, and a draft of the whole state would cost more than all that it changes.
 * What comes out is what the draft would have become.
 */
export function growLast(state: StreamState, event: EventOf<'text'>): StreamState | undefined {
  const { channel, delta } = event
  const last = state.parts[state.parts.length - 1]
  const isNext = last !== undefined && isOfChannel(last, channel) && goesOn(last, event)
  if (!isNext || delta === '' || state.status !== 'streaming') return undefined
  const text = joinText(last.text, delta)
  const before = state[channel]
  // A part that is as long as its channel is its channel: one string serves both.
  const whole = last.text.length === before.length ? text : joinText(before, delta)
  const parts = state.parts.slice()
  parts[parts.length - 1] = withText(last, text)
  const isAnswer = channel === 'answer'
  // Written out: V8 takes twenty times as long to spread a state.
  return {
    status: state.status,
    dialect: state.dialect,
    ids: state.ids,
    parts,
    answer: isAnswer ? whole : state.answer,
    reasoning: isAnswer ? state.reasoning : whole,
    steps: isAnswer ? growStep(state.steps, last, text) : state.steps,
    stepTotal: state.stepTotal,
    tools: state.tools,
    results: state.results,
    references: state.references,
    progress: state.progress,
    usage: state.usage,
    integrity: state.integrity,
    errors: state.errors,
  }
}

/** A part that has a name goes on under it, whoever speaks; one without is where its place is. */
function goesOn(part: TextPart, { partId, stepId, agent }: EventOf<'text'>): boolean {
  if (part.partId !== partId || part.stepId !== stepId) return false
  return partId !== undefined || (part.agent === agent && !part.closed)
}

/** As `{ ...part, text }`. Written out, here and below: V8 takes six times as long to spread. */
function withText(part: TextPart, text: string): TextPart {
  const { key, type, stepId, agent, partId, closed } = part
  const grown: Writable<TextPart> = { key, type, text }
  if (stepId !== undefined) grown.stepId = stepId
  if (agent !== undefined) grown.agent = agent
  if (partId !== undefined) grown.partId = partId
  if (closed !== undefined) grown.closed = closed
  return grown
}

function growStep(steps: readonly Step[], part: TextPart, text: string): readonly Step[] {
  if (part.stepId === undefined) return steps
  const index = steps.findLastIndex((step) => step.id === part.stepId)
  const step = steps[index]
  if (step === undefined) return steps
  const grown = steps.slice()
  // A step of one part says what that says.
  const isAlike = step.text.length === part.text.length
  const whole = isAlike ? text : joinText(step.text, text.slice(part.text.length))
  grown[index] = stepWithText(step, whole)
  return grown
}

function stepWithText(step: Step, text: string): Step {
  const { id, index, status, name, parentId, elapsedMs, error } = step
  const grown: Writable<Step> = { id, index, status, text }
  if (name !== undefined) grown.name = name
  if (parentId !== undefined) grown.parentId = parentId
  if (elapsedMs !== undefined) grown.elapsedMs = elapsedMs
  if (error !== undefined) grown.error = error
  return grown
}
