import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import RillProgress from '../../../src/components/status/RillProgress.vue'
import RillStatus from '../../../src/components/status/RillStatus.vue'

describe('RillStatus', () => {
  it('says where the run stands, and keeps the ticking time out of what is read out', () => {
    const status = mount(RillStatus, { props: { status: 'streaming', elapsedMs: 65_000 } })
    expect(status.get('[role="status"]').text()).toBe('Working…')
    expect(status.text()).toBe('Working…1m 5s')
  })

  it('shows no time below one second', () => {
    const status = mount(RillStatus, { props: { status: 'connecting', elapsedMs: 999 } })
    expect(status.text()).toBe('Connecting…')
  })

  it('takes words of your own', () => {
    const status = mount(RillStatus, { props: { status: 'streaming', phase: 'Searching…' } })
    expect(status.text()).toBe('Searching…')
  })
})

describe('RillProgress', () => {
  it('shows how much of how much', () => {
    const progress = mount(RillProgress, { props: { value: 2, total: 5, label: 'Query' } })
    const bar = progress.get('progress')
    expect(bar.element.value).toBe(2)
    expect(bar.element.max).toBe(5)
    expect(bar.attributes('aria-valuetext')).toBe('2 of 5')
    expect(progress.text()).toBe('Query2 of 5')
  })

  it.each([{}, { value: 3 }, { value: 9, total: 5 }, { value: 1, total: 0 }])(
    'shows only that something goes on for %o',
    (props) => {
      const progress = mount(RillProgress, { props })
      expect(progress.get('progress').attributes('value')).toBeUndefined()
      expect(progress.text()).toBe('Progress')
    },
  )
})
