import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import RillReasoning from '../../../src/components/answer/RillReasoning.vue'
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

  it('says why it failed', () => {
    const call = { id: 't', status: 'error', error: 'Timed out' } as const
    const tool = mount(RillToolCall, { props: { call } })
    expect(tool.get('summary').text()).toBe('Toolfailed')
    expect(tool.get('pre').text()).toBe('Timed out')
  })
})

describe('RillReasoning', () => {
  it('stays folded while it grows and when it is done', async () => {
    const reasoning = mount(RillReasoning, { props: { content: 'Because', streaming: true } })
    expect(reasoning.get('summary').text()).toBe('Thinking…')
    expect(reasoning.attributes('open')).toBeUndefined()

    await reasoning.setProps({ content: 'Because **so**', streaming: false })
    expect(reasoning.get('summary').text()).toBe('Reasoning')
    expect(reasoning.get('.rill-markdown').text()).toBe('Because so')
  })
})
