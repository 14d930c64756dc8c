import { describe, expect, it } from 'vitest'
import { userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-vue'
import { h, shallowRef } from 'vue'
import type { ThreadSummary } from '../../../src/components/chat/groupThreads.ts'
import RillThreadList from '../../../src/components/chat/RillThreadList.vue'

const NOW = new Date(2026, 10, 21, 12).getTime()
const HOUR = 3_600_000

const initial: readonly ThreadSummary[] = [
  { id: 'b', title: 'Pressure', updatedAt: NOW - 3 * HOUR },
  { id: 'a', title: 'Sensor', updatedAt: NOW - 60_000 },
  { id: 'c', title: 'Spindle', updatedAt: NOW - 26 * HOUR },
  { id: 'd', updatedAt: NOW - 2000 * HOUR },
]

async function show({ filtered = false } = {}) {
  const threads = shallowRef(initial)
  const active = shallowRef('b')
  const screen = await render(() =>
    h(RillThreadList, {
      threads: threads.value,
      now: NOW,
      filtered,
      active: active.value,
      'onUpdate:active': (id: string | undefined) => void (active.value = id ?? ''),
      onRename: (id: string, title: string) => {
        threads.value = threads.value.map((one) => (one.id === id ? { ...one, title } : one))
      },
      onRemove: (id: string) => {
        threads.value = threads.value.filter((one) => one.id !== id)
      },
    }),
  )
  return { screen, threads, active }
}

describe('RillThreadList', () => {
  it('puts talks under their days, the latest first, with how long ago that was', async () => {
    const { screen } = await show()
    const headings = screen.getByRole('heading').elements()
    expect(headings.map(({ textContent }) => textContent.trim())).toEqual([
      'Today',
      'Yesterday',
      'August 2026',
    ])
    const rows = [...screen.container.querySelectorAll('.rill-thread-open')]
    expect(rows.map(({ textContent }) => textContent.replaceAll(/\s+/g, ' ').trim())).toEqual([
      'Sensor1 min. ago',
      'Pressure3 hr. ago',
      'Spindleyesterday',
      'New conversation2 mo. ago',
    ])
  })

  it('marks the open one and goes over to another', async () => {
    const { screen, active } = await show()
    const open = screen.getByRole('button', { name: /^Pressure/ })
    expect(open.element().getAttribute('aria-current')).toBe('true')
    await screen.getByRole('button', { name: /^Sensor/ }).click()
    expect(active.value).toBe('a')
  })

  it('is one stop for Tab, and is gone through with arrows', async () => {
    const { screen, active } = await show()
    await userEvent.click(screen.getByRole('searchbox'))
    await userEvent.tab()
    await expect.element(screen.getByRole('button', { name: /^Pressure/ })).toHaveFocus()
    await userEvent.keyboard('{ArrowDown}')
    await expect.element(screen.getByRole('button', { name: /^Spindle/ })).toHaveFocus()
    await userEvent.keyboard('{Home}')
    await expect.element(screen.getByRole('button', { name: /^Sensor/ })).toHaveFocus()
    await userEvent.keyboard('{End}{ArrowDown}{Enter}')
    expect(active.value).toBe('d')
  })

  it('renames in place, with F2 and back with Escape', async () => {
    const { screen, threads } = await show()
    const row = screen.getByRole('button', { name: /^Pressure/ }).element()
    if (row instanceof HTMLElement) row.focus()
    await userEvent.keyboard('{F2}')
    const field = screen.getByRole('textbox', { name: 'Title' })
    await expect.element(field).toHaveFocus()
    await userEvent.keyboard('Nothing{Escape}')
    expect(threads.value).toBe(initial)
    await expect.element(screen.getByRole('button', { name: /^Pressure/ })).toHaveFocus()

    await userEvent.keyboard('{F2}')
    await userEvent.keyboard('Low pressure{Enter}')
    expect(threads.value.find(({ id }) => id === 'b')?.title).toBe('Low pressure')
    await expect.element(screen.getByRole('button', { name: /^Low pressure/ })).toHaveFocus()
  })

  it('deletes only what was confirmed, and hands the focus to the next', async () => {
    const { screen, threads } = await show()
    const row = screen.getByRole('button', { name: /^Pressure/ }).element()
    if (row instanceof HTMLElement) row.focus()
    await userEvent.keyboard('{Delete}')
    await expect.element(screen.getByRole('button', { name: 'Delete', exact: true })).toHaveFocus()
    await userEvent.keyboard('{Escape}')
    expect(threads.value).toHaveLength(4)
    await expect.element(screen.getByRole('button', { name: /^Pressure/ })).toHaveFocus()

    await userEvent.keyboard('{Delete}{Enter}')
    expect(threads.value.map(({ id }) => id)).toEqual(['a', 'c', 'd'])
    await expect.element(screen.getByRole('button', { name: /^Spindle/ })).toHaveFocus()
  })

  it('finds talks by their titles, and says when there is none', async () => {
    const { screen } = await show()
    await userEvent.fill(screen.getByRole('searchbox'), 'sp')
    expect(screen.container.querySelectorAll('.rill-thread')).toHaveLength(1)
    await userEvent.fill(screen.getByRole('searchbox'), 'zzz')
    await expect.element(screen.getByRole('status')).toHaveTextContent('No conversation matches.')
  })

  it('shows all that was found elsewhere, whatever its titles are', async () => {
    const { screen, threads } = await show({ filtered: true })
    const rows = (): readonly string[] =>
      [...screen.container.querySelectorAll('.rill-thread-title')].map(({ textContent }) =>
        textContent.trim(),
      )
    threads.value = initial.slice(0, 2)
    await userEvent.fill(screen.getByRole('searchbox'), 'said in an answer')
    expect(rows()).toEqual(['Sensor', 'Pressure'])
    threads.value = []
    await expect.element(screen.getByRole('status')).toHaveTextContent('No conversation matches.')
  })
})
