import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import RillAnswer from '../../../src/components/answer/RillAnswer.vue'
import { createStagedStream } from '../../support/stagedStream.ts'
import { start, done, text, item } from './support/answerEvents.ts'

describe('the slots of an answer', () => {
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
})
