import type { EventOf } from '../events.ts'

type StepStart = EventOf<'step-start'>
type StepEnd = EventOf<'step-end'>

/** What a backend says of a step that begins; `parent` is the backend's own key for the step around it. */
export interface StepOpening extends Partial<
  Pick<StepStart, 'name' | 'index' | 'total' | 'agent'>
> {
  readonly parent?: string | undefined
}

/** Names steps for backends whose own keys come again: a node in a loop, a component that runs twice. */
export interface StepLedger {
  start(key: string, opening: StepOpening): StepStart
  end(key: string, ending: Omit<StepEnd, 'type' | 'stepId'>): StepEnd
  /** The id of the step that began last under this key. */
  idOf(key: string | undefined): string | undefined
  isOpen(key: string): boolean
  /** Keys of the steps that have not ended, in the order in which they began. */
  readonly open: readonly string[]
}

/** The first step under a key is named by it; each later one gets a number behind it, for it is another step. */
export function createStepLedger(): StepLedger {
  const ids = new Map<string, string>()
  const runs = new Map<string, number>()
  const open = new Set<string>()
  let begun = 0

  return {
    start(key, { parent, index, ...opening }) {
      const run = (runs.get(key) ?? 0) + 1
      runs.set(key, run)
      const stepId = run === 1 ? key : `${key}-${run}`
      // Looked up before the own key is taken: a step is not its own parent.
      const parentId = parent === undefined ? undefined : (ids.get(parent) ?? parent)
      ids.set(key, stepId)
      open.add(key)
      const start: StepStart = {
        type: 'step-start',
        stepId,
        index: index ?? begun,
        parentId,
        ...opening,
      }
      begun++
      return start
    },
    end(key, ending) {
      open.delete(key)
      return { type: 'step-end', stepId: ids.get(key) ?? key, ...ending }
    },
    idOf: (key) => (key === undefined ? undefined : ids.get(key)),
    isOpen: (key) => open.has(key),
    get open() {
      return [...open]
    },
  }
}
