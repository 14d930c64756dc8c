import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import RillToolCall from '../../../src/components/tools/RillToolCall.vue'

describe('RillToolCall', () => {
  it('names the tool and its state, with what went in and came out folded below', () => {
    const call = { id: 't', name: 'multiply', status: 'ok', input: { a: 6 }, output: '42' } as const
    const tool = mount(RillToolCall, { props: { call } })
    expect(tool.get('summary').text()).toBe('multiplydone')
    expect(tool.attributes('open')).toBeUndefined()
    expect(tool.findAll('pre').map((block) => block.text())).toEqual(['{\n  "a": 6\n}', '42'])
  })

  it.each(['input', 'running'] as const)(
    'draws no running mark for a call that was left at %s when the run ended',
    async (status) => {
      const tool = mount(RillToolCall, { props: { call: { id: 't', status } } })
      expect(tool.get('.rill-mark').attributes('data-shape')).toBe('ring')
      await tool.setProps({ ended: true })
      expect(tool.get('.rill-mark').attributes('data-shape')).toBe('bar')
      expect(tool.get('summary').text()).toBe('Toolnot finished')
      expect(tool.attributes('data-state')).toBe('unfinished')
    },
  )

  it.each(['ok', 'error', 'awaiting-approval'] as const)(
    'leaves %s as it is when the run is over',
    (status) => {
      const tool = mount(RillToolCall, { props: { call: { id: 't', status }, ended: true } })
      expect(tool.attributes('data-state')).toBe(status)
    },
  )

  it('shows controls in what a tool gave by name', () => {
    const call = { id: 't', status: 'ok', output: 'a\u202eb' } as const
    expect(mount(RillToolCall, { props: { call } }).get('pre').text()).toBe('a⟦U+202E⟧b')
  })

  it('sets the input in lines while it is still arriving, and leaves those lines where they are', async () => {
    const call = { id: 't', status: 'input', input: '{"query":"he' } as const
    const tool = mount(RillToolCall, { props: { call } })
    const block = tool.get('pre')
    expect(block.text()).toBe('{\n  "query": "he')

    await tool.setProps({ call: { ...call, input: '{"query":"heat","top":3' } })
    expect(tool.get('pre').element).toBe(block.element)
    expect(block.text()).toBe('{\n  "query": "heat",\n  "top": 3')
    await tool.setProps({ call: { id: 't', status: 'running', input: { query: 'heat', top: 3 } } })
    expect(block.text()).toBe('{\n  "query": "heat",\n  "top": 3\n}')
  })

  it('shows the start of a long output, and all of it to who asks', async () => {
    const output = Array.from({ length: 40 }, (_, index) => `line ${index}`).join('\n')
    const call = { id: 't', status: 'ok', output } as const
    const tool = mount(RillToolCall, { props: { call } })
    expect(tool.get('pre').text().split('\n')).toHaveLength(13)

    const more = tool.get('.rill-text-button')
    expect(more.text()).toBe('Show more')
    await more.trigger('click')
    expect(tool.get('pre').text()).toBe(output)
    expect(more.attributes('aria-expanded')).toBe('true')
    expect(more.text()).toBe('Show less')
  })

  it('copies what a tool gave as it is set', async () => {
    const call = { id: 't', status: 'ok', input: { a: 1 }, output: 'x\n'.repeat(99) } as const
    const tool = mount(RillToolCall, { props: { call } })
    await tool.findAll('button[aria-label="Copy"]')[1]?.trigger('click')
    expect(await navigator.clipboard.readText()).toBe(call.output)
  })

  it('says why it failed', () => {
    const call = { id: 't', status: 'error', error: 'Timed out' } as const
    const tool = mount(RillToolCall, { props: { call } })
    expect(tool.get('summary').text()).toBe('Toolfailed')
    expect(tool.get('pre').text()).toBe('Timed out')
  })
})
