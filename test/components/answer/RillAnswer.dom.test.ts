import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { nextTick, ref } from 'vue'
import RillAnswer from '../../../src/components/answer/RillAnswer.vue'
import { createRill } from '../../../src/components/createRill.ts'
import RillResults from '../../../src/components/results/RillResults.vue'
import RillResultCard from '../../../src/components/results/RillResultCard.vue'
import { createStagedStream } from '../../support/stagedStream.ts'
import { start, done, text, note, gap, item, button } from './support/answerEvents.ts'

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
