import { expect, it } from 'vitest'
import { nestSteps, type StepNode } from '../../../src/components/steps/nestSteps.ts'
import type { Step } from '../../../src/state/streamState.ts'

const step = (id: string, parentId?: string): Step => ({
  id,
  index: 0,
  status: 'ok',
  text: '',
  ...(parentId === undefined ? {} : { parentId }),
})
const draw = (nodes: readonly StepNode[]): string =>
  nodes.map(({ step: { id }, children }) => `${id}(${draw(children)})`).join('')

it('puts steps inside their parents, in the order of arrival', () => {
  const steps = [step('a'), step('b', 'a'), step('c'), step('d', 'b'), step('e', 'a')]
  expect(draw(nestSteps(steps))).toBe('a(b(d())e())c()')
})

it('loses no step whose parent is unknown, comes later, is itself, or goes round in a circle', () => {
  const steps = [step('a', 'z'), step('b', 'b'), step('c', 'd'), step('d', 'c')]
  expect(draw(nestSteps(steps))).toBe('a()b()c(d())')
})
