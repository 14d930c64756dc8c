import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import RillInterrupt from '../../../src/components/tools/RillInterrupt.vue'

const ask = (kind: 'approval' | 'input' | 'pause', payload: unknown = {}) =>
  mount(RillInterrupt, {
    props: { part: { type: 'interrupt', key: 'k', kind, id: 'i', payload } },
    attachTo: document.body,
  })

describe('RillInterrupt', () => {
  it('asks in the words of the backend and hands out what the user decides, once', async () => {
    const question = ask('approval', { question: '删除 3 条记录？', table: 'alarms' })
    expect(question.text()).toContain('删除 3 条记录？')
    expect(question.get('pre').text()).toBe('{\n  "table": "alarms"\n}')

    const [approve, reject] = question.findAll('.rill-interrupt-actions button')
    approve?.element.dispatchEvent(new FocusEvent('focusin', { bubbles: true }))
    await approve?.trigger('click')
    await reject?.trigger('click')
    await approve?.trigger('click')
    expect(question.emitted('respond')).toEqual([
      [{ action: 'approve', part: expect.objectContaining({ id: 'i' }) }],
    ])
    expect(question.get('.rill-interrupt-title').text()).toBe('You have approved.')
  })

  it('keeps a button that was pressed as long as it has the focus', async () => {
    const question = ask('approval')
    const reject = question.findAll<HTMLButtonElement>('button').at(-1)
    reject?.element.focus()
    await reject?.trigger('click')
    expect(document.activeElement).toBe(reject?.element)
    expect(reject?.attributes('aria-disabled')).toBe('true')
    reject?.element.blur()
    await question.trigger('click')
    expect(question.find('button').exists()).toBe(false)
    question.unmount()
  })

  it('takes an answer in words, by Enter or button, and none that is blank', async () => {
    const question = ask('input', 'Which pump?')
    await question.get('input').setValue('  ')
    await question.get('form').trigger('submit')
    expect(question.emitted('respond')).toBeUndefined()
    await question.get('input').setValue('P-2')
    await question.get('form').trigger('submit')
    expect(question.emitted('respond')?.[0]).toMatchObject([{ action: 'answer', value: 'P-2' }])
  })

  it('offers the choices of the backend', async () => {
    const question = ask('input', { prompt: 'Which?', options: ['P-1', 'P-2'] })
    await question.findAll('button')[1]?.trigger('click')
    expect(question.emitted('respond')?.[0]).toMatchObject([{ action: 'answer', value: 'P-2' }])
  })

  it('lets a paused run go on', async () => {
    const question = ask('pause')
    await question.get('button').trigger('click')
    expect(question.emitted('respond')?.[0]).toMatchObject([{ action: 'resume' }])
  })

  it('offers nothing where nobody listens or nothing is waited for any more', async () => {
    const question = ask('approval')
    await question.setProps({ canRespond: false })
    expect(question.find('button').exists()).toBe(false)
    await question.setProps({ canRespond: true, open: false })
    expect(question.find('button').exists()).toBe(false)
    expect(question.attributes('data-state')).toBe('closed')
  })
})
