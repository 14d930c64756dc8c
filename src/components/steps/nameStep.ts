import type { Messages } from '../../locales/messages.ts'
import type { Step } from '../../state/streamState.ts'

/** A step's own name, or its number counted from one. */
export function nameStep(step: Pick<Step, 'name' | 'index'>, messages: Messages): string {
  return step.name ?? messages.steps.unnamed(step.index + 1)
}
