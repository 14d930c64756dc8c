import { describe, expect, it } from 'vitest'
import { createSSRApp, h, type Component } from 'vue'
import { renderToString } from 'vue/server-renderer'
import * as kit from '../../src/index.ts'
import { stagedScenes } from '../support/stagedScenes.ts'
import { createStagedStream } from '../support/stagedStream.ts'
import { storedTalk } from '../support/storedTalk.ts'

const item = { id: 'a', title: 'A', images: [{ url: 'a.png' }], metadata: {} }
const step = { id: 's', index: 0, status: 'ok', text: '' } as const

/** Every component with what it cannot do without. */
const CASES: Readonly<Record<string, readonly [Component, Record<string, unknown>]>> = {
  RillAnnouncer: [kit.RillAnnouncer, {}],
  RillAnswer: [kit.RillAnswer, { stream: createStagedStream() }],
  RillChat: [kit.RillChat, { chat: kit.useChat({ url: '/ask' }, { thread: storedTalk(3) }) }],
  RillComposer: [kit.RillComposer, { accept: '*', draftKey: 'draft' }],
  RillCitation: [kit.RillCitation, { item, number: 1 }],
  RillError: [kit.RillError, {}],
  RillImages: [kit.RillImages, { images: item.images }],
  RillInspector: [kit.RillInspector, { stream: createStagedStream() }],
  RillInterrupt: [
    kit.RillInterrupt,
    { part: { type: 'interrupt', key: 'i', kind: 'approval', payload: {} } },
  ],
  RillLightbox: [kit.RillLightbox, { images: item.images, open: true }],
  RillMarkdown: [kit.RillMarkdown, { content: '**Hi**' }],
  RillProgress: [kit.RillProgress, { value: 1, total: 2 }],
  RillReasoning: [kit.RillReasoning, { content: 'Hm' }],
  RillResultCard: [kit.RillResultCard, { item }],
  RillResults: [kit.RillResults, { items: [item] }],
  RillStatus: [kit.RillStatus, { status: 'streaming' }],
  RillStepSeparator: [kit.RillStepSeparator, { step }],
  RillSteps: [kit.RillSteps, { steps: [step] }],
  RillThreadList: [kit.RillThreadList, { threads: [{ id: 'a', title: 'A', updatedAt: 0 }] }],
  RillToolCall: [kit.RillToolCall, { call: { id: 't', status: 'ok' } }],
}

// This file runs in node: a component that looked for a window would throw.
describe('on a server', () => {
  it('every component of the kit is tried', () => {
    const names = Object.keys(kit).filter((name) => name.startsWith('Rill'))
    expect(Object.keys(CASES).toSorted()).toEqual(names.toSorted())
  })

  it.each(Object.entries(CASES))('%s renders', async (_, [component, props]) => {
    const html = await renderToString(createSSRApp({ render: () => h(component, props) }))
    expect(html).toContain('rill')
  })

  it.each(Object.entries(stagedScenes))(
    'an answer renders and starts no timer: %s',
    async (_, stage) => {
      const stream = createStagedStream()
      stage(stream)
      const html = await renderToString(createSSRApp(kit.RillAnswer, { stream }))
      expect(html).toContain('role="status"')
    },
  )
})
