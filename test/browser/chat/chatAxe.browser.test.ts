import axe from 'axe-core'
import { describe, expect, it } from 'vitest'
import { render } from 'vitest-browser-vue'
import { effectScope, h, nextTick, type VNode } from 'vue'
import RillChat from '../../../src/components/chat/RillChat.vue'
import RillComposer from '../../../src/components/chat/RillComposer.vue'
import RillThreadList from '../../../src/components/chat/RillThreadList.vue'
import { useChat } from '../../../src/composables/useChat.ts'
import { createHandTransport } from '../../support/handTransport.ts'
import { answerState, storedTalk } from '../../support/storedTalk.ts'

const NOW = new Date(2026, 10, 21, 12).getTime()
const file = { id: 'f', name: 'panel.png', mediaType: 'image/png', size: 4200 }

function chatOf(questions: number): VNode {
  const thread = storedTalk(questions)
  const turns = thread.turns.map((turn) =>
    turn.role === 'assistant'
      ? {
          ...turn,
          versions: [
            ...turn.versions,
            { id: `${turn.id}w`, createdAt: 0, state: answerState('x') },
          ],
        }
      : turn,
  )
  const chat = effectScope(true).run(() =>
    useChat(
      { url: 'https://api.example.com/ask' },
      { transport: createHandTransport(), thread: { ...thread, turns } },
    ),
  )
  return chat ? h(RillChat, { chat, style: 'block-size: 400px' }) : h('p')
}

const scenes: Readonly<Record<string, () => VNode>> = {
  'a talk with versions': () => chatOf(3),
  'a long talk': () => chatOf(100),
  'an empty talk': () => chatOf(0),
  'a box': () => h(RillComposer, { accept: '*' }),
  'a box with files and an error': () =>
    h(RillComposer, { modelValue: 'Look', attachments: [file], accept: '*', error: 'No upload.' }),
  'a busy box': () => h(RillComposer, { busy: true }),
  'a box that is off': () => h(RillComposer, { disabled: true }),
  'a list': () =>
    h(RillThreadList, {
      now: NOW,
      active: 'a',
      threads: [
        { id: 'a', title: 'Sensor', updatedAt: NOW },
        { id: 'b', updatedAt: NOW - 1e9 },
      ],
    }),
  'an empty list': () => h(RillThreadList, { now: NOW, threads: [] }),
}

describe.each(['light', 'dark'])('in %s', (theme) => {
  it.each(Object.entries(scenes))('%s has nothing that axe objects to', async (_, scene) => {
    const { container } = await render(() =>
      h(
        'main',
        { 'data-theme': theme, class: 'rill', style: 'background: var(--rill-color-surface)' },
        scene(),
      ),
    )
    await nextTick()
    const { passes, violations } = await axe.run(container)
    // Colours were looked at: of what is disabled they are not, so there it is the names that were.
    expect(passes.map(({ id }) => id)).toContain(
      container.querySelector('textarea:disabled') ? 'button-name' : 'color-contrast',
    )
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`),
    ).toEqual([])
  })
})
