import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import RillSteps from '../../../src/components/steps/RillSteps.vue'
import RillStepSeparator from '../../../src/components/steps/RillStepSeparator.vue'
import type { Step } from '../../../src/state/streamState.ts'

const step = (index: number, own: Partial<Step> = {}): Step => ({
  id: `s${index}`,
  index,
  status: 'ok',
  text: '',
  ...own,
})

const count = (steps: readonly Step[], total: number): string =>
  mount(RillSteps, { props: { steps, total } }).get('.rill-steps-figures').text()

describe('RillSteps', () => {
  it('lists steps by name or number, each with its state in words', () => {
    const steps = mount(RillSteps, {
      props: { steps: [step(0, { name: '查询分析' }), step(1, { status: 'error' })] },
    })
    expect(steps.findAll('ol > li').map((item) => item.text())).toEqual([
      '查询分析done',
      'Step 2failed',
    ])
    expect(steps.get('ol').attributes('aria-label')).toBe('Steps')
  })

  it('marks one step as the current one: of nested steps, the inner', () => {
    const steps = mount(RillSteps, {
      props: {
        steps: [
          step(0),
          step(1, { status: 'running' }),
          step(2, { status: 'running', parentId: 's1' }),
        ],
      },
    })
    const current = steps.findAll('[aria-current="step"]')
    expect(current).toHaveLength(1)
    expect(current[0]?.text()).toContain('Step 3')
  })

  it('shows how many are done when it is known how many there are', () => {
    const steps = mount(RillSteps, {
      props: { steps: [step(0), step(1, { status: 'running' })], total: 5 },
    })
    expect(steps.get('progress').element.value).toBe(1)
    expect(steps.get('progress').element.max).toBe(5)
    expect(steps.text()).toContain('1 of 5')
  })

  it('counts neither steps inside others nor what is only paused, and no more than there are', () => {
    const inner = step(1, { parentId: 's0' })
    expect(count([step(0, { status: 'running' }), inner], 3)).toBe('0 of 3')
    expect(count([step(0), step(1, { status: 'paused' })], 3)).toBe('1 of 3')
    expect(count([step(0), step(1), step(2)], 2)).toBe('3 of 3')
  })

  it('shows nothing without steps', () => {
    expect(mount(RillSteps, { props: { steps: [] } }).text()).toBe('')
  })
})

describe('RillStepSeparator', () => {
  it('names the step, how long it took and why it failed', () => {
    const separator = mount(RillStepSeparator, {
      props: { step: step(0, { elapsedMs: 2_300, status: 'error', error: 'No such table' }) },
    })
    expect(separator.text()).toBe('Step 12sNo such table')
  })
})
