import { mount } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import RillProgress from '../../../src/components/status/RillProgress.vue'
import RillStatus from '../../../src/components/status/RillStatus.vue'
import { createStreamConnection } from '../../../src/run/connection.ts'

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

  it('counts on the clock of the run from its start, wherever it came in', async () => {
    vi.useFakeTimers()
    let time = 64_000
    const connection = { ...createStreamConnection(), startedAt: 0, attempt: 1 }
    const status = mount(RillStatus, {
      props: { status: 'streaming', connection, now: () => time },
    })
    await nextTick()
    expect(status.text()).toBe('Working…1m 4s')
    time = 66_000
    vi.advanceTimersByTime(250)
    await nextTick()
    expect(status.text()).toBe('Working…1m 6s')

    await status.setProps({ status: 'complete', connection: { ...connection, endedAt: 65_000 } })
    expect(status.text()).toBe('Complete1m 5s')
    expect(vi.getTimerCount()).toBe(0)
    vi.useRealTimers()
  })

  it('leaves no timer behind when it goes', async () => {
    vi.useFakeTimers()
    const connection = { ...createStreamConnection(), startedAt: 0 }
    const status = mount(RillStatus, { props: { status: 'streaming', connection } })
    await nextTick()
    expect(vi.getTimerCount()).toBe(1)
    status.unmount()
    expect(vi.getTimerCount()).toBe(0)
    vi.useRealTimers()
  })

  it('offers the next try at once only where somebody listens and one is counted down', async () => {
    const connection = { ...createStreamConnection(), startedAt: 0, attempt: 1, retryAt: 9_000 }
    const props = { status: 'reconnecting', connection, now: () => 1_000 } as const
    const status = mount(RillStatus, { props })
    await nextTick()
    expect(status.find('button').exists()).toBe(false)

    await status.setProps({ canRetryNow: true })
    await status.get('button').trigger('click')
    expect(status.emitted('retryNow')).toHaveLength(1)
    expect(status.get('[role="status"]').text()).toBe('Reconnecting…')

    await status.setProps({ connection: { ...connection, retryAt: undefined, attempt: 2 } })
    expect(status.find('button').exists()).toBe(false)
    status.unmount()
  })

  it.each([
    ['Waiting in line…', 'connecting', { isQueued: true }],
    ['Offline, waiting…', 'reconnecting', { isOffline: true, retryAt: 9_000 }],
    ['Resuming…', 'reconnecting', { resumingAt: '7' }],
    ['try 3 in 4s', 'reconnecting', { attempt: 2, retryAt: 5_000 }],
    ['after event 7', 'reconnecting', { attempt: 2, resumingAt: '7' }],
    ['nothing for 9s', 'stalled', { attempt: 1, stalledSince: -8_000 }],
    ['1m 1s', 'streaming', { attempt: 1, startedAt: -60_000 }],
    ['first words after 0.5s', 'complete', { startedAt: 0, firstTokenAt: 500, endedAt: 2_000 }],
  ] as const)('shows "%s" of a run that is %s, with %o', async (words, status, facts) => {
    const connection = { ...createStreamConnection(), startedAt: 0, ...facts }
    const shown = mount(RillStatus, { props: { status, connection, now: () => 1_000 } })
    await nextTick()
    expect(shown.text()).toContain(words)
    shown.unmount()
  })

  it('says whether a run that broke off can be gone on with', async () => {
    const outcome = { status: 'interrupted', attempts: 1, events: 1, bytes: 1 } as const
    const status = mount(RillStatus, {
      props: { status: 'interrupted', outcome: { ...outcome, resumable: true } },
    })
    expect(status.text()).toBe('Cut offcan be resumed')
    await status.setProps({ outcome: { ...outcome, resumable: false } })
    expect(status.text()).toBe('Cut offcannot be resumed')
  })

  it('offers Stop, Go on and Retry where each applies, and where it is asked to', async () => {
    const offers = { canStop: true, canResume: true, canRetry: true }
    const broken = { status: 'interrupted', attempts: 1, events: 1, bytes: 1 } as const
    const status = mount(RillStatus, { props: { status: 'streaming', ...offers } })
    const labels = (): readonly string[] => status.findAll('button').map((one) => one.text())
    const button = status.get<HTMLButtonElement>('button').element
    expect(labels()).toEqual(['Stop'])
    await status.setProps({ status: 'paused' })
    expect(labels()).toEqual(['Stop', 'Go on'])
    await status.setProps({ status: 'complete' })
    expect(labels()).toEqual([])
    await status.setProps({ status: 'streaming' })
    const stop = status.get<HTMLButtonElement>('button').element
    expect(stop).not.toBe(button)
    await status.setProps({ status: 'interrupted', outcome: { ...broken, resumable: true } })
    expect(labels()).toEqual(['Go on', 'Retry'])
    // What had the focus as Stop has it as Retry, and the second half of a double click does nothing there.
    const [resume, retry] = status.findAll<HTMLButtonElement>('button')
    expect(retry?.element).toBe(stop)
    await retry?.trigger('click', { detail: 2 })
    expect(status.emitted('retry')).toBeUndefined()
    await retry?.trigger('click')
    await resume?.trigger('click')
    expect(status.emitted('retry')).toHaveLength(1)
    expect(status.emitted('resume')).toHaveLength(1)
    await status.setProps({ outcome: { ...broken, resumable: false } })
    expect(labels()).toEqual(['Retry'])
    await status.setProps({ canStop: false, canResume: false, canRetry: false })
    expect(labels()).toEqual([])
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
