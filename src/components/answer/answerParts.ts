import type { ResultItem } from '../../dialects/events.ts'
import type { StreamError } from '../../errors/streamError.ts'
import type { Part, Step, StreamFault, StreamState, ToolCall } from '../../state/streamState.ts'
import type { ArrangedResults } from './arrangeResults.ts'

/** The part of one type: `PartOf<'text'>`. */
export type PartOf<Type extends Part['type']> = Extract<Part, { readonly type: Type }>

/** What the slot of each kind of part is given. */
export interface AnswerPartProps {
  /** A stretch of the answer; `streaming` while more of it may come. */
  readonly text: { readonly part: PartOf<'text'>; readonly streaming: boolean }
  /** A stretch of what the model thought. */
  readonly reasoning: { readonly part: PartOf<'reasoning'>; readonly streaming: boolean }
  /** The place where a step begins. */
  readonly step: { readonly part: PartOf<'step'>; readonly step: Step }
  /** A tool call; `ended`: the run is over, so a call that has no end yet gets none. */
  readonly tool: {
    readonly part: PartOf<'tool'>
    readonly call: ToolCall
    readonly ended: boolean
  }
  /** What was found or cited; a `list` names items whose cards stand further up. */
  readonly results: {
    readonly part: PartOf<'results'>
    readonly items: readonly ResultItem[]
    readonly layout: ArrangedResults['layout']
  }
  /** A note of the backend on what it is doing; `earlier` ones are folded behind it where no slot draws them. */
  readonly status: {
    readonly part: PartOf<'status'>
    readonly earlier: readonly PartOf<'status'>[]
  }
  /** The backend's own data. */
  readonly data: { readonly part: PartOf<'data'> }
  /** The run waits for the user, about `call` if that is known; `open` while no answer was seen to it. */
  readonly interrupt: {
    readonly part: PartOf<'interrupt'>
    readonly call: ToolCall | undefined
    readonly open: boolean
  }
  /**
   * A fault inside the run, or why it ended: then `error` is the run's own error. `earlier` events that could not be
   * read are folded behind the latest where no slot draws them.
   */
  readonly error: {
    readonly part: PartOf<'error'>
    readonly error: StreamError | StreamFault
    readonly earlier: readonly PartOf<'error'>[]
  }
}

/** A part with what its slot is given. */
export type AnswerPart = {
  readonly [Type in Part['type']]: {
    readonly type: Type
    readonly key: string
    readonly props: AnswerPartProps[Type]
  }
}[Part['type']]

export interface AnswerPartsContext {
  /** What stands in the place of each results part, by its key. */
  readonly results: ReadonlyMap<string, ArrangedResults>
  /** More may come. */
  readonly isActive: boolean
  /** Why the run ended, when it did not end well. */
  readonly error: StreamError | undefined
}

/** Gives each part what it needs to be drawn, and leaves out those with nothing to show. */
export function listAnswerParts(
  state: StreamState,
  { results, isActive, error }: AnswerPartsContext,
): readonly AnswerPart[] {
  const steps = new Map(state.steps.map((step) => [step.id, step]))
  const tools = new Map(state.tools.map((call) => [call.id, call]))
  // Only the last text can still grow; everything before it is finished.
  const open = isActive ? state.parts.findLast(isText) : undefined

  const lastWork = state.parts.findLastIndex(isWork)

  return state.parts.flatMap((part, index): AnswerPart | readonly AnswerPart[] => {
    const { key } = part
    switch (part.type) {
      case 'text':
        return { type: part.type, key, props: { part, streaming: part === open } }
      case 'reasoning': {
        // Who calls a tool or begins a step has done with thinking, as far as anybody can see.
        const streaming = part === open && index === lastWork
        return { type: part.type, key, props: { part, streaming } }
      }
      case 'step': {
        const step = steps.get(part.id)
        return step ? { type: part.type, key, props: { part, step } } : []
      }
      case 'tool': {
        const call = tools.get(part.id)
        return call ? { type: part.type, key, props: { part, call, ended: !isActive } } : []
      }
      case 'results': {
        const arranged = results.get(key)
        return arranged ? { type: part.type, key, props: { part, ...arranged } } : []
      }
      case 'status':
        return { type: part.type, key, props: { part, earlier: [] } }
      case 'data':
        return { type: part.type, key, props: { part } }
      case 'interrupt': {
        const call = part.toolCallId === undefined ? undefined : tools.get(part.toolCallId)
        // Where nobody says what became of a question, work that goes on shows that it was answered.
        const isAnswered = call ? call.status !== 'awaiting-approval' : index < lastWork
        const isAsked = !isAnswered && state.status !== 'cancelled' && state.status !== 'failed'
        return { type: part.type, key, props: { part, call, open: isAsked } }
      }
      case 'error': {
        const reason = isReasonOf(part.fault, error) ? error : part.fault
        return { type: part.type, key, props: { part, error: reason, earlier: [] } }
      }
      default: {
        const unknown: never = part
        return unknown
      }
    }
  })
}

/** Where each text of the answer begins in the whole of it, by the key of its part. */
export function startsOfTexts(parts: readonly Part[]): ReadonlyMap<string, number> {
  const starts = new Map<string, number>()
  let length = 0
  for (const part of parts) {
    if (part.type !== 'text') continue
    starts.set(part.key, length)
    length += part.text.length
  }
  return starts
}

/** What a run brings only while it gets on. */
function isWork(part: Part): boolean {
  return isText(part) || part.type === 'tool' || part.type === 'step' || part.type === 'results'
}

function isText(part: Part): boolean {
  return part.type === 'text' || part.type === 'reasoning'
}

/** A run that ends with an error also notes it among its faults, under the same message. */
export function isReasonOf(
  fault: StreamFault,
  error: StreamError | undefined,
): error is StreamError {
  return fault.scope === 'stream' && fault.message === error?.message
}
