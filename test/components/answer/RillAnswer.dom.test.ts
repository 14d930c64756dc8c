import { mount, type VueWrapper } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import { nextTick, ref } from 'vue'
import RillAnswer from '../../../src/components/answer/RillAnswer.vue'
import { createRill } from '../../../src/components/createRill.ts'
import RillResults from '../../../src/components/results/RillResults.vue'
import RillResultCard from '../../../src/components/results/RillResultCard.vue'
import type { ResultItem, StreamEvent } from '../../../src/dialects/events.ts'
import { StreamError } from '../../../src/errors/streamError.ts'
import { createStagedStream } from '../../support/stagedStream.ts'

const start: StreamEvent = { type: 'start', dialect: 'rag' }
const done: StreamEvent = { type: 'done', reason: 'stop', clean: true }
const text = (delta: string, stepId?: string): StreamEvent => ({
  type: 'text',
  channel: 'answer',
  delta,
  stepId,
})
const note = (message: string, level?: 'warning'): StreamEvent => ({
  type: 'status',
  message,
  level,
})
const gap = (message: string): StreamEvent => ({
  type: 'error',
  message,
  code: 'malformed-json',
  recoverable: true,
  scope: 'item',
})
const item = (id: string, title: string): ResultItem => ({
  id,
  title,
  images: [{ url: `https://api.example.com/${id}.png` }],
  metadata: {},
})
const button = (answer: VueWrapper): HTMLButtonElement =>
  answer.get<HTMLButtonElement>('.rill-run-button').element

/** An answer that waits for the user, with what came after that. */
const mountAsking = async (listener: object, ...events: readonly StreamEvent[]) => {
  const stream = createStagedStream()
  const answer = mount(RillAnswer, { props: { stream, ...listener } })
  stream.take(start, { type: 'interrupt', kind: 'input', payload: 'Which?' }, ...events)
  await nextTick()
  return { answer, stream }
}

describe('RillAnswer', () => {
  it('draws the parts in the order in which they arrived', async () => {
    const stream = createStagedStream()
    const answer = mount(RillAnswer, { props: { stream } })
    stream.take(
      start,
      { type: 'status', message: 'Searching' },
      { type: 'results', kind: 'retrieved', items: [item('a', 'Found')] },
      text('Before the tool.'),
      { type: 'tool-start', toolCallId: 't', name: 'lookup', input: { q: 1 } },
      text('After the tool.'),
      { type: 'error', message: 'No index', recoverable: true, scope: 'item' },
      { type: 'results', kind: 'cited', items: [item('a', 'Found')] },
    )
    await nextTick()

    const body = answer.get('.rill-answer-body').element
    expect([...body.children].map((part) => part.className.split(' ').at(-1))).toEqual([
      'rill-answer-note',
      'rill-results',
      'rill-answer-text',
      'rill-tool',
      'rill-answer-text',
      'rill-error',
      'rill-results',
    ])
  })

  it('puts a named or counted separator where each step begins', async () => {
    const stream = createStagedStream()
    const answer = mount(RillAnswer, { props: { stream } })
    stream.take(
      start,
      { type: 'step-start', stepId: 's1', index: 0, name: 'Query' },
      text('One', 's1'),
      { type: 'step-end', stepId: 's1', status: 'ok' },
      { type: 'step-start', stepId: 's2', index: 1 },
      text('Two', 's2'),
    )
    await nextTick()

    expect(answer.get('.rill-answer-body').text()).toBe('QueryOneStep 2Two')
    expect(answer.findAll('ol.rill-steps-list > li')).toHaveLength(2)
    expect(answer.get('[aria-current="step"]').text()).toContain('Step 2')
  })

  it('folds notes that follow one another behind the latest, in a place that stays', async () => {
    const stream = createStagedStream()
    const answer = mount(RillAnswer, { props: { stream } })
    stream.take(start, note('Searching'), note('Ranking'))
    await nextTick()
    const fold = answer.get('details')
    expect(fold.get('summary').text()).toBe('Ranking1 earlier note')
    fold.element.open = true

    stream.take(note('Found 3'), note('Index is old', 'warning'), note('Writing'), text('A'), done)
    await nextTick()
    expect(answer.get('details').element).toBe(fold.element)
    expect(fold.element.open).toBe(true)
    expect(fold.get('summary').text()).toBe('Found 32 earlier notes')
    expect(fold.findAll('li').map((line) => line.text())).toEqual(['Searching', 'Ranking'])
    expect(answer.findAll('p.rill-answer-note').map((line) => line.text())).toEqual([
      'Index is old',
      'Writing',
    ])
  })

  it.each(['complete', 'cancelled', 'interrupted', 'failed'] as const)(
    'leaves no running mark behind in a run that is %s',
    async (status) => {
      const stream = createStagedStream()
      const answer = mount(RillAnswer, { props: { stream } })
      stream.take(start, { type: 'tool-start', toolCallId: 't', name: 'lookup', input: {} })
      await nextTick()
      expect(answer.get('.rill-tool').attributes('data-state')).toBe('running')

      stream.end({ status })
      await nextTick()
      expect(answer.find('[data-shape="ring"]').exists()).toBe(false)
      expect(answer.get('.rill-tool-status').text()).toBe('not finished')
    },
  )

  it('folds events that could not be read into one quiet line', async () => {
    const stream = createStagedStream()
    const answer = mount(RillAnswer, { props: { stream } })
    stream.take(start, text('Before'), gap('{a'))
    await nextTick()
    const line = answer.get('details')
    expect(line.get('summary').text()).toBe('1 piece of the answer could not be read')

    stream.take(gap('{b'), gap('{b'), note('Index is old', 'warning'), gap('{c'), done)
    await nextTick()
    expect(answer.findAll('details').map((fold) => fold.get('summary').text())).toEqual([
      '3 pieces of the answer could not be read',
      '1 piece of the answer could not be read',
    ])
    expect(answer.get('details').element).toBe(line.element)
    expect(line.findAll('li').map((row) => row.text())).toEqual(['{a', '{b', '{b'])
    expect(answer.find('[role="alert"]').exists()).toBe(false)
  })

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

  it('gives an overview of the steps once there are several, or will be', async () => {
    const stream = createStagedStream()
    const answer = mount(RillAnswer, { props: { stream } })
    stream.take(start, { type: 'step-start', stepId: 's1', index: 0 })
    await nextTick()
    expect(answer.find('.rill-steps').exists()).toBe(false)

    stream.take({ type: 'step-start', stepId: 's1', index: 0, total: 4 })
    await nextTick()
    expect(answer.get('.rill-steps-figures').text()).toBe('0 of 4')
  })

  it('shows one card and one picture for an item that arrives four times', async () => {
    const stream = createStagedStream({ baseUrl: 'https://api.example.com/' })
    const answer = mount(RillAnswer, { props: { stream } })
    const items = [item('a', 'Found')]
    stream.take(
      start,
      { type: 'results', kind: 'retrieved', items },
      { type: 'results', kind: 'cited', items },
      { type: 'results', kind: 'retrieved', items },
      { type: 'results', kind: 'cited', items },
      done,
    )
    await nextTick()

    expect(answer.findAllComponents(RillResultCard)).toHaveLength(1)
    expect(answer.findAll('img')).toHaveLength(1)
    expect(answer.text()).toContain('Sources')
  })

  it('says that a search found nothing', async () => {
    const stream = createStagedStream()
    const answer = mount(RillAnswer, { props: { stream } })
    stream.take(start, { type: 'results', kind: 'retrieved', items: [] }, done)
    await nextTick()
    expect(answer.get('.rill-results').text()).toBe('Nothing was found.')
  })

  it('marks only the last text as open, and only while the run is on its way', async () => {
    const stream = createStagedStream()
    const answer = mount(RillAnswer, { props: { stream } })
    const states = (): (string | undefined)[] =>
      answer.findAll('.rill-markdown').map((part) => part.attributes('data-state'))

    stream.take(start, text('One'), { type: 'tool-start', toolCallId: 't' }, text('Two'))
    await nextTick()
    expect(states()).toEqual(['complete', 'streaming'])
    expect(answer.get('.rill-answer-body').attributes('aria-busy')).toBe('true')

    stream.take(done)
    await nextTick()
    expect(states()).toEqual(['complete', 'complete'])
    expect(answer.get('.rill-answer-body').attributes('aria-busy')).toBe('false')
  })

  it('shows a skeleton until something of the answer arrives', async () => {
    const stream = createStagedStream()
    const answer = mount(RillAnswer, { props: { stream } })
    expect(answer.find('.rill-answer-skeleton').exists()).toBe(false)

    stream.enter('connecting')
    await nextTick()
    expect(answer.find('.rill-answer-skeleton').exists()).toBe(true)

    stream.take(start, { type: 'status', message: 'Searching' })
    await nextTick()
    expect(answer.find('.rill-answer-skeleton').exists()).toBe(true)

    stream.take(text('A'))
    await nextTick()
    expect(answer.find('.rill-answer-skeleton').exists()).toBe(false)
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

  it('says that an answer is empty', async () => {
    const stream = createStagedStream()
    const answer = mount(RillAnswer, { props: { stream } })
    stream.take(start, done)
    await nextTick()
    expect(answer.get('.rill-answer-body').text()).toBe('The answer is empty.')
  })

  it('takes data for an answer only where somebody draws it', async () => {
    const stream = createStagedStream()
    const plain = mount(RillAnswer, { props: { stream } })
    const drawn = mount(RillAnswer, { props: { stream }, slots: { data: () => 'a chart' } })
    stream.take(start, { type: 'data', name: 'chart', data: {} }, done)
    await nextTick()
    expect(plain.get('.rill-answer-body').text()).toBe('The answer is empty.')
    expect(drawn.get('.rill-answer-body').text()).toBe('a chart')
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

  it('gives its head, skeleton, foot and empty place to slots', async () => {
    const stream = createStagedStream()
    const answer = mount(RillAnswer, {
      props: { stream },
      slots: {
        head: ({ phase }) => `[head ${phase}]`,
        skeleton: () => '[skeleton]',
        empty: () => '[empty]',
        foot: ({ stream: { status } }) => `[foot ${status.value}]`,
      },
    })
    stream.enter('connecting')
    await nextTick()
    expect(answer.text()).toBe('[head Connecting…][skeleton][foot connecting]')
    stream.take(start, done)
    await nextTick()
    expect(answer.text()).toBe('[head Complete][empty][foot complete]')
  })

  it('hands every kind of part to a slot', async () => {
    const stream = createStagedStream()
    const answer = mount(RillAnswer, {
      props: { stream },
      slots: {
        text: ({ part, streaming }) => `[text ${part.text} ${streaming}]`,
        reasoning: ({ part }) => `[reasoning ${part.text}]`,
        step: ({ step }) => `[step ${step.id}]`,
        tool: ({ call }) => `[tool ${call.name}]`,
        results: ({ items, layout }) => `[results ${items.length} ${layout}]`,
        status: ({ part }) => `[status ${part.message}]`,
        data: ({ part }) => `[data ${part.name}]`,
        interrupt: ({ part }) => `[interrupt ${part.kind}]`,
        error: ({ error }) => `[error ${error.message}]`,
      },
    })
    stream.take(
      start,
      { type: 'status', message: 'busy' },
      { type: 'step-start', stepId: 's', index: 0 },
      { type: 'text', channel: 'reasoning', delta: 'hm' },
      { type: 'tool-start', toolCallId: 't', name: 'look' },
      { type: 'results', kind: 'retrieved', items: [item('a', 'A')] },
      { type: 'data', name: 'chart', data: {} },
      { type: 'error', message: 'oops', recoverable: true, scope: 'item' },
      { type: 'interrupt', kind: 'approval', payload: {} },
      text('hi'),
    )
    await nextTick()
    expect(answer.get('.rill-answer-body').text()).toBe(
      '[status busy][step s][reasoning hm][tool look][results 1 cards][data chart][error oops][interrupt approval][text hi true]',
    )
  })

  it('leaves the cards alone while the text grows', async () => {
    const stream = createStagedStream()
    const answer = mount(RillAnswer, { props: { stream } })
    stream.take(start, { type: 'results', kind: 'retrieved', items: [item('a', 'A')] })
    await nextTick()
    const items = answer.getComponent(RillResults).props('items')

    stream.take(text('grows'))
    await nextTick()
    expect(answer.text()).toContain('grows')
    expect(answer.getComponent(RillResults).props('items')).toBe(items)
  })

  it('switches its language while it stands there', async () => {
    const stream = createStagedStream()
    const locale = ref<'en' | 'zh-CN'>('en')
    const answer = mount(RillAnswer, {
      props: { stream },
      global: { plugins: [createRill({ locale })] },
    })
    stream.take(start, text('A'))
    await nextTick()
    expect(button(answer).textContent.trim()).toBe('Stop')
    locale.value = 'zh-CN'
    await nextTick()
    expect(button(answer).textContent.trim()).toBe('停止')
    expect(answer.get('.rill-status-phase').text()).toBe('正在回答…')
  })
})
