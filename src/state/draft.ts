import type { ResultItem, StreamEvent } from '../dialects/events.ts'
import type { Part, Step, StreamFault, StreamState, ToolCall } from './streamState.ts'

/** A list that is copied when it is first written to, and then written in place. */
export interface DraftList<Item> {
  items: readonly Item[]
  /** The same list, once it is a copy that nobody else holds. */
  copy: Item[] | undefined
}

/**
 * A state in the making. All events of one chunk write to the same draft, so that every list is copied once per chunk
 * and not once per event; a list that nothing wrote to stays the one of the base.
 */
export interface StateDraft extends Pick<
  { -readonly [Name in keyof StreamState]: StreamState[Name] },
  | 'status'
  | 'dialect'
  | 'ids'
  | 'answer'
  | 'reasoning'
  | 'stepTotal'
  | 'progress'
  | 'usage'
  | 'integrity'
> {
  readonly parts: DraftList<Part>
  readonly steps: DraftList<Step>
  readonly tools: DraftList<ToolCall>
  readonly results: DraftList<ResultItem>
  readonly references: DraftList<ResultItem>
  readonly errors: DraftList<StreamFault>
}

type WithoutKey<Shape> = Shape extends unknown ? Omit<Shape, 'key'> : never

export function openDraft(base: StreamState): StateDraft {
  return {
    status: base.status,
    dialect: base.dialect,
    ids: base.ids,
    parts: { items: base.parts, copy: undefined },
    answer: base.answer,
    reasoning: base.reasoning,
    steps: { items: base.steps, copy: undefined },
    stepTotal: base.stepTotal,
    tools: { items: base.tools, copy: undefined },
    results: { items: base.results, copy: undefined },
    references: { items: base.references, copy: undefined },
    progress: base.progress,
    usage: base.usage,
    integrity: base.integrity,
    errors: { items: base.errors, copy: undefined },
  }
}

/** Gives the state that the draft has become, or the base itself when nothing came out different. */
export function closeDraft(base: StreamState, draft: StateDraft): StreamState {
  const state: StreamState = {
    status: draft.status,
    dialect: draft.dialect,
    ids: draft.ids,
    parts: draft.parts.items,
    answer: draft.answer,
    reasoning: draft.reasoning,
    steps: draft.steps.items,
    stepTotal: draft.stepTotal,
    tools: draft.tools.items,
    results: draft.results.items,
    references: draft.references.items,
    progress: draft.progress,
    usage: draft.usage,
    integrity: draft.integrity,
    errors: draft.errors.items,
  }
  let name: keyof StreamState
  for (name in state) if (state[name] !== base[name]) return state
  return base
}

/** Puts an item at a place of a list, or behind its end; the same item in the same place changes nothing. */
export function putItem<Item>(list: DraftList<Item>, index: number, item: Item): void {
  if (list.items[index] === item) return
  list.copy ??= list.items.slice()
  list.copy[index] = item
  list.items = list.copy
}

/** Puts other items in the place of all; the same items in the same order change nothing. */
export function replaceItems<Item>(list: DraftList<Item>, items: readonly Item[]): void {
  const isSame =
    items.length === list.items.length && items.every((item, index) => item === list.items[index])
  if (isSame) return
  list.items = items
  list.copy = undefined
}

/** Adds a part at the end, under a key that no other part has. */
export function addPart({ parts }: StateDraft, part: WithoutKey<Part>): void {
  const last = parts.items.at(-1)
  const key = last === undefined ? '0' : String(Number(last.key) + 1)
  putItem(parts, parts.items.length, { key, ...part })
}

/** Where an event says that it belongs, in the shape of a part. */
export function placeOf({ stepId, agent }: Pick<StreamEvent, 'stepId' | 'agent'>): {
  stepId?: string
  agent?: string
} {
  if (stepId === undefined) return agent === undefined ? {} : { agent }
  return agent === undefined ? { stepId } : { stepId, agent }
}
