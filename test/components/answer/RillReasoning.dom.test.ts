import { mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import RillReasoning from '../../../src/components/answer/RillReasoning.vue'

const isOpen = (reasoning: VueWrapper): boolean => reasoning.get('details').element.open

/** What a click on the summary does in a browser. */
async function turn(reasoning: VueWrapper): Promise<void> {
  const { element } = reasoning.get('details')
  element.open = !element.open
  element.dispatchEvent(new Event('toggle'))
  await nextTick()
}

describe('RillReasoning', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('is open while it grows and folded once it is done', async () => {
    const reasoning = mount(RillReasoning, { props: { content: 'Because', streaming: true } })
    expect(reasoning.get('summary').text()).toBe('Thinking…')
    expect(isOpen(reasoning)).toBe(true)

    await reasoning.setProps({ content: 'Because **so**', streaming: false })
    expect(reasoning.get('summary').text()).toBe('Reasoning')
    expect(reasoning.get('.rill-markdown').text()).toBe('Because so')
    expect(isOpen(reasoning)).toBe(false)
  })

  it('is folded from the start where it is done already', () => {
    expect(isOpen(mount(RillReasoning, { props: { content: 'Because' } }))).toBe(false)
  })

  it('stays as the reader left it', async () => {
    const reasoning = mount(RillReasoning, { props: { content: 'a', streaming: true } })
    await turn(reasoning)
    await turn(reasoning)
    await reasoning.setProps({ streaming: false })
    expect(isOpen(reasoning)).toBe(true)

    await turn(reasoning)
    await reasoning.setProps({ streaming: true })
    expect(isOpen(reasoning)).toBe(false)
  })

  it('is not folded under the hands of who has reached into it', async () => {
    const reasoning = mount(RillReasoning, {
      props: { content: 'a', streaming: true },
      attachTo: document.body,
    })
    reasoning.get<HTMLElement>('.rill-reasoning-text').element.focus()
    await reasoning.setProps({ streaming: false })
    expect(isOpen(reasoning)).toBe(true)
    reasoning.unmount()
  })

  it('says how long it took, in its own words and from one second on', async () => {
    let time = 5_000
    const props = { content: 'a', streaming: true, now: () => time }
    const reasoning = mount(RillReasoning, { props })
    time += 12_400
    await vi.advanceTimersByTimeAsync(1000)
    expect(reasoning.get('summary').text()).toBe('Thinking…12s')
    await reasoning.setProps({ streaming: false })
    expect(reasoning.get('summary').text()).toBe('Thought for 12s')
    time += 60_000
    await vi.advanceTimersByTimeAsync(60_000)
    expect(reasoning.get('summary').text()).toBe('Thought for 12s')
    expect(vi.getTimerCount()).toBe(0)
  })

  it('takes the word of a backend for how long it took', () => {
    const reasoning = mount(RillReasoning, { props: { content: 'a', elapsedMs: 65_000 } })
    expect(reasoning.get('summary').text()).toBe('Thought for 1m 5s')
  })
})
