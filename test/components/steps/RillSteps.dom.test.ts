import { mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
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

const separate = (own: Partial<Step>): string =>
  mount(RillStepSeparator, { props: { step: step(2, own) } }).text()

/** So many finished steps, and one that is running. */
const run = (finished: number): readonly Step[] =>
  Array.from({ length: finished + 1 }, (_, index) =>
    step(index, { status: index < finished ? 'ok' : 'running' }),
  )

const summaryOf = (steps: readonly Step[], total: number): string =>
  mount(RillSteps, { props: { steps, total, done: true } })
    .get('summary')
    .text()

const isOpen = (steps: VueWrapper): boolean => steps.get('details').element.open

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

  it('puts steps inside the step that they belong to', () => {
    const steps = mount(RillSteps, {
      props: {
        steps: [step(0, { name: 'Search' }), step(1, { parentId: 's0', name: 'Rank' }), step(2)],
      },
    })
    expect(steps.findAll('.rill-steps-body > li')).toHaveLength(2)
    expect(steps.get('ol ol').text()).toBe('Rankdone')
    expect(steps.get('ol ol').attributes('aria-label')).toBe('Search')
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
    expect(steps.get('summary').text()).toBe('Step 3')
  })

  it('shows how many are done when it is known how many there are', () => {
    const steps = mount(RillSteps, {
      props: { steps: [step(0), step(1, { status: 'running' })], total: 5 },
    })
    expect(steps.get('progress').element.value).toBe(1)
    expect(steps.get('progress').element.max).toBe(5)
    expect(steps.get('progress').attributes('aria-valuetext')).toBe('1 of 5')
    expect(steps.text()).toContain('1 of 5')
  })

  it('counts neither steps inside others nor what is only paused, and no more than there are', () => {
    const inner = step(1, { parentId: 's0' })
    expect(count([step(0, { status: 'running' }), inner], 3)).toBe('0 of 3')
    expect(count([step(0), step(1, { status: 'paused' })], 3)).toBe('1 of 3')
    expect(count([step(0), step(1), step(2)], 2)).toBe('3 of 3')
  })

  it('folds once it is done, and stays as the reader left it', async () => {
    const props = { steps: [step(0, { status: 'running' })], done: false }
    const steps = mount(RillSteps, { props })
    expect(isOpen(steps)).toBe(true)
    await steps.setProps({ steps: [step(0, { elapsedMs: 3400 })], done: true })
    expect(isOpen(steps)).toBe(false)
    expect(steps.get('summary').text()).toBe('1 step3s')

    const touched = mount(RillSteps, { props: { ...props, folded: true } })
    expect(isOpen(touched)).toBe(false)
    const { element } = touched.get('details')
    element.open = true
    element.dispatchEvent(new Event('toggle'))
    await touched.setProps({ done: true })
    expect(isOpen(touched)).toBe(true)
  })

  it('says what is missing once it is over, and takes no inner failure for one of the whole', () => {
    expect(summaryOf([step(0), step(1)], 2)).toBe('2 steps')
    expect(summaryOf([step(0), step(1)], 5)).toBe('Steps2 of 5')
    const inner = step(1, { parentId: 's0', status: 'error' })
    const steps = mount(RillSteps, { props: { steps: [step(0), inner], done: true } })
    expect(steps.get('summary .rill-mark').attributes('data-shape')).toBe('check')
  })

  it('says why a step failed', () => {
    const failed = step(0, { status: 'error', error: 'No such table' })
    const steps = mount(RillSteps, { props: { steps: [failed], done: true } })
    expect(steps.text()).toContain('No such table')
    expect(steps.get('summary .rill-mark').attributes('data-shape')).toBe('cross')
  })

  it('shows nothing without steps', () => {
    expect(mount(RillSteps, { props: { steps: [] } }).text()).toBe('')
  })

  describe('with time', () => {
    beforeEach(() => void vi.useFakeTimers())
    afterEach(() => void vi.useRealTimers())

    it('times steps whose backend does not, and says how long it will go on once that can be known', async () => {
      let time = 1000
      const pass = async (milliseconds: number): Promise<void> => {
        time += milliseconds
        await vi.advanceTimersByTimeAsync(500)
      }
      const steps = mount(RillSteps, { props: { steps: run(0), total: 5, now: () => time } })
      const left = (): string | undefined =>
        steps.find('.rill-steps-remaining').exists()
          ? steps.get('.rill-steps-remaining').text()
          : undefined

      await pass(4000)
      expect(steps.get('.rill-steps-elapsed').text()).toBe('4s')
      expect(left()).toBeUndefined()
      await steps.setProps({ steps: run(1) })
      await pass(6000)
      expect(left()).toBeUndefined()
      await steps.setProps({ steps: run(2) })
      await nextTick()
      expect(left()).toBe('about 15s left')
      await pass(4000)
      // Two steps of five seconds, and one second of this one.
      expect(left()).toBe('about 15s left')
      await pass(1500)
      expect(left()).toBe('about 10s left')
      expect(steps.findAll('.rill-steps-elapsed').map((part) => part.text())).toEqual([
        '4s',
        '6s',
        '5s',
      ])

      await steps.setProps({
        steps: Array.from({ length: 5 }, (_, index) => step(index)),
        done: true,
      })
      expect(left()).toBe('15s')
      expect(vi.getTimerCount()).toBe(0)
    })

    it('shows no time that was only seen and is below a second: it would be that of the wire', async () => {
      let time = 0
      const props = { steps: run(0), now: () => time }
      const steps = mount(RillSteps, { props })
      time = 900
      await vi.advanceTimersByTimeAsync(900)
      await steps.setProps({ steps: [step(0)], done: true })
      expect(steps.text()).toBe('1 stepStep 1done')
      await steps.setProps({ steps: [step(0, { elapsedMs: 900 })] })
      expect(steps.text()).toBe('1 step0.9sStep 1done0.9s')
    })

    it('takes the word of a backend for how long it will go on', () => {
      const running = [step(0, { status: 'running' })]
      const steps = mount(RillSteps, { props: { steps: running, remainingMs: 41_000 } })
      expect(steps.get('summary').text()).toBe('Step 1about 45s left')
    })
  })
})

describe('RillStepSeparator', () => {
  it('names the step, how long it took and why it failed', () => {
    const separator = mount(RillStepSeparator, {
      props: { step: step(0, { elapsedMs: 2_300, status: 'error', error: 'No such table' }) },
    })
    expect(separator.text()).toBe('Step 12sNo such table')
  })

  it('counts the unnamed, shows short times to the tenth, and none where there is none', () => {
    expect(separate({ elapsedMs: 340 })).toBe('Step 30.3s')
    expect(separate({ elapsedMs: 0 })).toBe('Step 3')
    expect(separate({ name: '生成查询' })).toBe('生成查询')
  })
})
