import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import RillError from '../../../src/components/errors/RillError.vue'
import { StreamError } from '../../../src/errors/streamError.ts'

const error = new StreamError('http', 'Request failed with status 500: POST /chat', {
  status: 500,
  body: '<b>Internal</b> error',
})

describe('RillError', () => {
  it('speaks as an alert and keeps the technical words folded', () => {
    const alert = mount(RillError, { props: { error } })
    expect(alert.attributes('role')).toBe('alert')
    expect(alert.get('.rill-error-title').text()).toBe('The server has a problem of its own.')
    expect(alert.get('details').attributes('open')).toBeUndefined()
    expect(alert.get('pre').text()).toContain('<b>Internal</b> error')
    expect(alert.find('b').exists()).toBe(false)
  })

  it('offers another try', async () => {
    const alert = mount(RillError, { props: { error } })
    await alert.get('button').trigger('click')
    expect(alert.emitted('retry')).toHaveLength(1)
  })

  it('offers to go on where that is possible, and says so', async () => {
    const props = { ending: 'interrupted', resumable: true } as const
    const alert = mount(RillError, { props })
    expect(alert.get('.rill-error-advice').text()).toMatch(/go on from there/)
    expect(alert.findAll('button').map((button) => button.text())).toEqual(['Go on', 'Retry'])
    for (const button of alert.findAll('button')) await button.trigger('click')
    expect(Object.keys(alert.emitted())).toEqual(expect.arrayContaining(['resume', 'retry']))
    expect(alert.emitted('resume')).toHaveLength(1)

    await alert.setProps({ resumable: false })
    expect(alert.get('.rill-error-advice').text()).toMatch(/no way to go on/)
    expect(alert.findAll('button').map((button) => button.text())).toEqual(['Retry'])
    await alert.setProps({ resumable: true, canResume: false, canRetry: false })
    expect(alert.find('button').exists()).toBe(false)
  })

  it('offers to stop a run that goes on behind a fault', async () => {
    const fault = { message: 'no index', recoverable: true, scope: 'item' } as const
    const alert = mount(RillError, { props: { error: fault, canStop: true, canRetry: false } })
    expect(alert.get('button').text()).toBe('Stop')
    await alert.get('button').trigger('click')
    expect(alert.emitted('stop')).toHaveLength(1)
  })

  it('offers none where another try is offered elsewhere', () => {
    const alert = mount(RillError, { props: { error, canRetry: false } })
    expect(alert.find('button').exists()).toBe(false)
  })

  it('is milder about a fault that the run recovers from', () => {
    const fault = { message: 'no index', recoverable: true, scope: 'item' } as const
    const alert = mount(RillError, { props: { error: fault } })
    expect(alert.attributes('data-state')).toBe('warning')
    expect(alert.text()).toContain('no index')
  })
})
