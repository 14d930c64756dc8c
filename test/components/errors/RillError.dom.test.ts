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
