import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import RillAnswer from '../../../src/components/answer/RillAnswer.vue'
import { StreamError } from '../../../src/errors/streamError.ts'
import { createStagedStream } from '../../support/stagedStream.ts'
import { start, done, text } from './support/answerEvents.ts'

describe('how an answer ends', () => {
  it('says why a run failed and keeps what had arrived', async () => {
    const stream = createStagedStream()
    const answer = mount(RillAnswer, { props: { stream } })
    stream.take(start, text('Half an ans'))
    stream.end({ status: 'failed', error: new StreamError('network', 'socket closed') })
    await nextTick()

    const alerts = answer.findAll('[role="alert"]')
    expect(alerts).toHaveLength(1)
    expect(alerts[0]?.text()).toContain('The server cannot be reached.')
    expect(answer.text()).toContain('Half an ans')
  })

  it('says once why a run failed when the run has noted it among its faults', async () => {
    const stream = createStagedStream()
    const answer = mount(RillAnswer, { props: { stream } })
    const error = new StreamError('network', 'fetch failed')
    stream.take(start, {
      type: 'error',
      message: 'fetch failed',
      code: 'network',
      recoverable: false,
      scope: 'stream',
    })
    stream.end({ status: 'failed', error })
    await nextTick()
    expect(answer.findAll('[role="alert"]')).toHaveLength(1)
    expect(answer.get('.rill-error-title').text()).toBe('The server cannot be reached.')
  })

  it('does not cry out what had failed before anybody looked, but what fails after that', async () => {
    const stream = createStagedStream()
    stream.take(start, text('Half an ans'))
    stream.end({ status: 'failed', error: new StreamError('network', 'socket closed') })
    const answer = mount(RillAnswer, { props: { stream } })
    expect(answer.find('[role="alert"]').exists()).toBe(false)
    expect(answer.get('.rill-error').text()).toContain('The server cannot be reached.')

    stream.enter('connecting')
    await nextTick()
    stream.end({ status: 'failed', error: new StreamError('network', 'socket closed') })
    await nextTick()
    expect(answer.findAll('[role="alert"]')).toHaveLength(1)
  })

  it('says that an answer was cut off', async () => {
    const stream = createStagedStream()
    const answer = mount(RillAnswer, { props: { stream } })
    stream.take(start, text('Half an ans'))
    stream.end({ status: 'interrupted' })
    await nextTick()
    expect(answer.get('[role="alert"]').text()).toContain('The answer was cut off.')
  })

  it('says that an answer cannot be gone on with, and offers no such thing', async () => {
    const stream = createStagedStream()
    const answer = mount(RillAnswer, { props: { stream } })
    stream.take(start, text('Half an ans'))
    stream.end({ status: 'interrupted', resumable: false })
    await nextTick()
    expect(answer.get('[role="alert"]').text()).toContain('no way to go on')
    expect(answer.find('.rill-pause-button').exists()).toBe(false)
  })

  it('says once what the backend itself reported', async () => {
    const stream = createStagedStream()
    const answer = mount(RillAnswer, { props: { stream } })
    const message = 'LLM not initialised'
    stream.take(start, { type: 'error', message, recoverable: false, scope: 'stream' })
    stream.end({ status: 'failed', error: new StreamError('server', message) })
    await nextTick()
    expect(answer.findAll('[role="alert"]')).toHaveLength(1)
    expect(answer.text().split(message)).toHaveLength(2)
  })

  it('does not pass off as a success what ended with a problem', async () => {
    const stream = createStagedStream()
    const answer = mount(RillAnswer, { props: { stream } })
    stream.take(start, { type: 'error', message: 'No model', recoverable: true, scope: 'stream' })
    stream.take(done)
    await nextTick()
    const status = answer.get('.rill-status')
    expect(status.text()).toBe('Complete, with a problem')
    expect(status.get('.rill-mark').attributes('data-shape')).toBe('bang')
    expect(answer.findAll('[role="alert"]')).toHaveLength(1)
  })

  it('takes a fault of one item for no fault of the run', async () => {
    const stream = createStagedStream()
    const answer = mount(RillAnswer, { props: { stream } })
    stream.take(start, { type: 'error', message: 'No picture', recoverable: true, scope: 'item' })
    stream.take(text('All the rest'), done)
    await nextTick()
    expect(answer.get('.rill-status').text()).toBe('Complete')
  })
})
