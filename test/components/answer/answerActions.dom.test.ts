import { mount } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import RillAnswer from '../../../src/components/answer/RillAnswer.vue'
import type { StreamEvent } from '../../../src/dialects/events.ts'
import { createStagedStream } from '../../support/stagedStream.ts'
import { start, done, text, button } from './support/answerEvents.ts'

/** An answer that waits for the user, with what came after that. */
const mountAsking = async (listener: object, ...events: readonly StreamEvent[]) => {
  const stream = createStagedStream()
  const answer = mount(RillAnswer, { props: { stream, ...listener } })
  stream.take(start, { type: 'interrupt', kind: 'input', payload: 'Which?' }, ...events)
  await nextTick()
  return { answer, stream }
}

describe('what a reader can do with an answer', () => {
  it('says at Pause when that stops only the display', async () => {
    const stream = createStagedStream()
    const answer = mount(RillAnswer, { props: { stream } })
    stream.enter('streaming')
    await nextTick()
    const pause = answer.get('.rill-pause-button')
    expect(pause.attributes('title')).toBe('Pause')

    stream.connect({ canPause: false })
    await nextTick()
    expect(pause.attributes('title')).toBe('Pause the display; the answer keeps arriving')
    expect(pause.attributes('aria-label')).toBe('Pause')

    stream.enter('paused')
    await nextTick()
    expect(pause.attributes('title')).toBe('Go on')
  })

  it('keeps one button for Stop and another try', async () => {
    const stream = createStagedStream()
    const answer = mount(RillAnswer, { props: { stream } })
    expect(answer.find('button').exists()).toBe(false)

    stream.take(start, text('Half an ans'))
    await nextTick()
    const stop = button(answer)
    expect(stop.textContent.trim()).toBe('Stop')
    stop.click()
    expect(stream.calls).toEqual(['cancel'])

    stream.end({ status: 'cancelled' })
    await nextTick()
    expect(button(answer)).toBe(stop)
    expect(stop.textContent.trim()).toBe('Retry')
    expect(answer.text()).toContain('Half an ans')
    stop.click()
    expect(stream.calls).toEqual(['cancel', 'retry'])
  })

  it('does not ask again by the second half of a double click on Stop', async () => {
    const stream = createStagedStream()
    const answer = mount(RillAnswer, { props: { stream } })
    stream.take(start)
    stream.end({ status: 'cancelled' })
    await nextTick()
    button(answer).dispatchEvent(new MouseEvent('click', { detail: 2 }))
    expect(stream.calls).toEqual([])
  })

  it('does not ask again by a click on Stop that comes just after the end', async () => {
    const stream = createStagedStream()
    const answer = mount(RillAnswer, { props: { stream } })
    stream.take(start, text('All of it'))
    await nextTick()
    stream.take(done)
    await nextTick()
    expect(button(answer).textContent.trim()).toBe('Ask again')
    button(answer).click()
    expect(stream.calls).toEqual([])
  })

  it('lets the reader go on with an answer that was cut off, with the same button as after a pause', async () => {
    const stream = createStagedStream()
    const answer = mount(RillAnswer, { props: { stream } })
    stream.take(start, text('Half an ans'))
    await nextTick()
    const pause = answer.get<HTMLButtonElement>('.rill-pause-button')
    stream.end({ status: 'interrupted', resumable: true })
    await nextTick()
    expect(answer.get('[role="alert"]').text()).toContain('go on from there')
    expect(answer.get('.rill-status').text()).toContain('can be resumed')
    expect(answer.get('.rill-pause-button').element).toBe(pause.element)
    expect(pause.text()).toBe('Go on')
    expect(button(answer).textContent.trim()).toBe('Retry')
    expect(answer.findAll('button').map((each) => each.text())).toEqual(['', 'Go on', 'Retry'])
    await pause.trigger('click')
    expect(stream.calls).toEqual(['resume'])
  })

  it('offers the actions that it is told to, and no others', async () => {
    const stream = createStagedStream()
    const answer = mount(RillAnswer, { props: { stream, actions: ['stop'] } })
    const labels = (): string[] =>
      answer.findAll('button').map((each) => each.attributes('aria-label') ?? each.text())
    stream.take(start, text('A'))
    await nextTick()
    expect(labels()).toEqual(['Stop'])
    stream.take(done)
    await nextTick()
    expect(labels()).toEqual([])
    await answer.setProps({ actions: ['copy', 'regenerate'] })
    expect(labels()).toEqual(['Copy', 'Ask again'])
  })

  it('keeps Stop as long as it has the focus where nothing takes its place', async () => {
    const stream = createStagedStream()
    const answer = mount(RillAnswer, {
      props: { stream, actions: ['stop'] },
      attachTo: document.body,
    })
    stream.take(start, text('A'))
    await nextTick()
    const stop = button(answer)
    stop.focus()
    stream.take(done)
    await nextTick()
    expect(document.activeElement).toBe(stop)
    expect(stop.getAttribute('aria-disabled')).toBe('true')
    stop.click()
    expect(stream.calls).toEqual([])
    stop.blur()
    await nextTick()
    expect(answer.find('.rill-run-button').exists()).toBe(false)
    answer.unmount()
  })

  it('copies the answer as the backend sent it', async () => {
    const stream = createStagedStream()
    const answer = mount(RillAnswer, { props: { stream } })
    stream.take(start)
    await nextTick()
    stream.take(text('**A**'), text(' b\n'))
    await nextTick()
    expect(answer.find('[aria-label="Copy"]').exists()).toBe(false)
    stream.take(done)
    await nextTick()
    await answer.get('[aria-label="Copy"]').trigger('click')
    expect(await navigator.clipboard.readText()).toBe('**A** b\n')
  })

  it('asks what the run asks, and hands out what the user said', async () => {
    const stream = createStagedStream()
    const onRespond = vi.fn<(response: unknown) => void>()
    const answer = mount(RillAnswer, { props: { stream, onRespond } })
    stream.take(
      start,
      { type: 'tool-start', toolCallId: 't', name: 'delete', input: { id: 3 } },
      { type: 'interrupt', kind: 'approval', toolCallId: 't', payload: 'Delete it?' },
    )
    await nextTick()
    expect(answer.get('.rill-tool').attributes('data-state')).toBe('awaiting-approval')
    await answer.get('.rill-primary-button').trigger('click')
    expect(onRespond.mock.calls).toMatchObject([[{ action: 'approve', part: { toolCallId: 't' } }]])
  })

  it('offers no answer where nobody listens, where the run went on, or where it was stopped', async () => {
    const listener = { onRespond: () => undefined }
    expect((await mountAsking({})).answer.find('form').exists()).toBe(false)
    expect((await mountAsking(listener)).answer.find('form').exists()).toBe(true)
    expect((await mountAsking(listener, text('On'))).answer.find('form').exists()).toBe(false)
    const { answer, stream } = await mountAsking(listener)
    stream.end({ status: 'cancelled' })
    await nextTick()
    expect(answer.find('form').exists()).toBe(false)
  })
})
