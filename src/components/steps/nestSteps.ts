import type { Step } from '../../state/streamState.ts'

/** A step with those inside it, in the order of arrival. */
export interface StepNode {
  readonly step: Step
  readonly children: readonly StepNode[]
}

/** Puts steps inside those that they name as their parent. One whose parent came later, or never, stands at the top. */
export function nestSteps(steps: readonly Step[]): readonly StepNode[] {
  const childrenOf = new Map<string, StepNode[]>()
  const top: StepNode[] = []
  for (const step of steps) {
    const siblings = (step.parentId !== undefined && childrenOf.get(step.parentId)) || top
    const children: StepNode[] = []
    siblings.push({ step, children })
    childrenOf.set(step.id, children)
  }
  return top
}
