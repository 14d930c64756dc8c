import { afterEach, describe, expect, it, vi } from 'vitest'
import { render } from 'vitest-browser-vue'
import { effectScope, h } from 'vue'
import RillChat from '../../../src/components/chat/RillChat.vue'
import { useChat } from '../../../src/composables/useChat.ts'
import { createHandTransport } from '../../support/handTransport.ts'
import { storedTalk } from '../../support/storedTalk.ts'

afterEach(() => vi.restoreAllMocks())

const answer = (number: number): string =>
  Array.from({ length: 1 + (number % 9) }, (_, line) => `Line ${line} of ${number}.`).join('\n\n')

async function show(questions: number) {
  const scope = effectScope(true)
  const transport = createHandTransport()
  const chat = scope.run(() =>
    useChat(
      { url: 'https://api.example.com/ask' },
      { transport, dialect: 'rag', retry: false, thread: storedTalk(questions, answer) },
    ),
  )
  if (!chat) throw new Error('the scope is stopped')
  const screen = await render(() =>
    h('div', { style: 'block-size: 500px; inline-size: 700px' }, h(RillChat, { chat })),
  )
  const viewport = screen.getByRole('region', { name: 'Conversation' }).element()
  if (!(viewport instanceof HTMLElement)) throw new Error('there is no viewport')
  return { chat, viewport }
}

async function settle(): Promise<void> {
  for (let frame = 0; frame < 3; frame += 1)
    await new Promise((resolve) => requestAnimationFrame(resolve))
}

const turnsIn = (viewport: HTMLElement): readonly HTMLElement[] => [
  ...viewport.querySelectorAll<HTMLElement>('.rill-chat-turn'),
]

function firstInSight(viewport: HTMLElement): HTMLElement {
  const { top } = viewport.getBoundingClientRect()
  const seen = turnsIn(viewport).find((turn) => turn.getBoundingClientRect().bottom > top)
  if (!seen) throw new Error('nothing is in sight')
  return seen
}

function scrollUp(viewport: HTMLElement, pixels: number): void {
  viewport.dispatchEvent(new WheelEvent('wheel', { deltaY: -pixels }))
  viewport.scrollTop -= pixels
}

describe('the window of a talk', () => {
  it('begins without moving what is read', async () => {
    const { chat, viewport } = await show(29)
    await settle()
    scrollUp(viewport, viewport.scrollHeight / 2)
    await settle()
    const seen = firstInSight(viewport)
    const before = seen.getBoundingClientRect().top
    expect(turnsIn(viewport)).toHaveLength(58)

    void chat.send('The sixtieth turn is its answer.')
    await settle()
    await settle()
    expect(turnsIn(viewport).length).toBeLessThan(40)
    expect(seen.isConnected).toBe(true)
    expect(Math.abs(seen.getBoundingClientRect().top - before)).toBeLessThanOrEqual(1)
  })

  it('holds still by hand where the browser does not anchor', async () => {
    const supports = CSS.supports.bind(CSS)
    vi.spyOn(CSS, 'supports').mockImplementation((...query: [string, string?]) =>
      query[0] === 'overflow-anchor' ? false : supports(query.join(':')),
    )
    const { viewport } = await show(500)
    viewport.style.overflowAnchor = 'none'
    await settle()
    const jumps: number[] = []
    for (let round = 0; round < 15; round += 1) {
      const seen = firstInSight(viewport)
      const before = seen.getBoundingClientRect().top
      scrollUp(viewport, 150)
      await settle()
      jumps.push(Math.abs(seen.getBoundingClientRect().top - before - 150))
    }
    expect(Math.max(...jumps)).toBeLessThanOrEqual(2)
  })

  it('shows the turns of another talk from its end', async () => {
    const { chat, viewport } = await show(400)
    await settle()
    chat.load(storedTalk(100, answer))
    await expect
      .poll(() => viewport.querySelector('[data-turn-index="199"]')?.textContent ?? '')
      .toContain('Line 0 of 100.')
    await expect
      .poll(() => viewport.scrollHeight - viewport.scrollTop - viewport.clientHeight)
      .toBeLessThan(2)
    expect(turnsIn(viewport).length).toBeLessThan(40)
  })
})
