import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-vue'
import { effectScope, h, type EffectScope } from 'vue'
import RillChat from '../../../src/components/chat/RillChat.vue'
import type { UseChatReturn } from '../../../src/composables/chat/useChatReturn.ts'
import { useChat } from '../../../src/composables/useChat.ts'
import { createHandTransport, type HandTransport } from '../../support/handTransport.ts'
import { turnWheel } from '../../support/realInput.ts'
import { storedTalk } from '../../support/storedTalk.ts'

const token = (text: string): string =>
  `data: ${JSON.stringify({ type: 'token', token: text })}\n\n`
const final = (answer: string): string =>
  `data: ${JSON.stringify({ type: 'final', data: { success: true, answer, session_id: 's' } })}\n\n`

let scope: EffectScope
let transport: HandTransport
beforeEach(() => {
  scope = effectScope(true)
  transport = createHandTransport()
})
afterEach(() => scope.stop())

function talk(questions: number, answerOf?: (number: number) => string): UseChatReturn {
  const thread = storedTalk(questions, answerOf)
  const chat = scope.run(() =>
    useChat(
      { url: 'https://api.example.com/ask' },
      { transport, dialect: 'rag', retry: false, thread },
    ),
  )
  if (!chat) throw new Error('the scope is stopped')
  return chat
}

const show = async (chat: UseChatReturn, props: Readonly<Record<string, unknown>> = {}) => {
  const screen = await render(() =>
    h('div', { style: 'block-size: 500px; inline-size: 700px' }, h(RillChat, { chat, ...props })),
  )
  const viewport = screen.getByRole('region', { name: 'Conversation' }).element()
  if (!(viewport instanceof HTMLElement)) throw new Error('there is no viewport')
  return { screen, viewport }
}

const toEnd = ({ scrollHeight, scrollTop, clientHeight }: HTMLElement): number =>
  scrollHeight - scrollTop - clientHeight
const settle = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())))
const lorem = (number: number): string =>
  Array.from({ length: 1 + (number % 9) }, (_, line) => `Line ${line} of answer ${number}.`).join(
    '\n\n',
  )

const placeOf = (): string | undefined =>
  document.activeElement instanceof HTMLElement
    ? document.activeElement.dataset['turnIndex']
    : undefined
const many = (): UseChatReturn => talk(2500, lorem)

describe('RillChat', () => {
  it.each([
    ['a short', 5],
    ['a windowed', 300],
  ])(
    'asks what is written in %s talk, follows the answer, and swaps Stop for Send',
    async (_, questions) => {
      const chat = talk(questions, lorem)
      const { screen, viewport } = await show(chat)
      const opened = transport.next()
      await userEvent.click(screen.getByRole('textbox', { name: 'Message' }))
      await userEvent.keyboard('And then?{Enter}')
      const exchange = await opened
      await expect.element(screen.getByText('And then?')).toBeVisible()
      for (let line = 0; line < 12; line += 1) {
        exchange.send(token(`Sentence ${line}.\n\n`))
        await settle()
        expect(toEnd(viewport)).toBeLessThan(2)
      }
      await expect.element(screen.getByText('Sentence 11.')).toBeVisible()
      expect(document.activeElement?.tagName).toBe('TEXTAREA')
      exchange.send(final(''))
      exchange.close()
      await expect.element(screen.getByRole('button', { name: 'Send', exact: true })).toBeVisible()
      await expect.poll(() => toEnd(viewport)).toBeLessThan(2)
    },
  )

  it('keeps what is read still while the answer grows, and leads back with one press', async () => {
    const chat = talk(8, lorem)
    const { screen, viewport } = await show(chat)
    const opened = transport.next()
    void chat.send('More?')
    const exchange = await opened
    exchange.send(token('Some words.\n\n'))
    await expect.element(screen.getByText('Some words.')).toBeVisible()
    await turnWheel(viewport, -400)
    const jump = screen.getByRole('button', { name: 'Jump to the latest' })
    await expect.element(jump).toBeVisible()
    await settle()
    await new Promise((resolve) => setTimeout(resolve, 200))
    const top = viewport.scrollTop
    exchange.send(token('More words.\n\n'.repeat(20)))
    await expect.element(screen.getByText('New', { exact: true })).toBeVisible()
    expect(viewport.scrollTop).toBe(top)

    await jump.click()
    await expect.poll(() => toEnd(viewport), { timeout: 4000 }).toBeLessThan(2)
    await expect.element(jump).not.toBeInTheDocument()
    expect(document.activeElement).toBe(viewport)
  })

  it('has the structure that a screen reader moves by, and is not live', async () => {
    const { screen, viewport } = await show(talk(3))
    await expect.element(screen.getByRole('heading', { name: 'Question 3' })).toBeInTheDocument()
    await expect.element(screen.getByRole('heading', { name: 'Answer 3' })).toBeInTheDocument()
    expect(screen.getByRole('listitem').elements()).toHaveLength(6)
    expect(viewport.getAttribute('aria-live')).toBeNull()
    expect(viewport.getAttribute('role')).toBe('region')
  })

  it('goes from turn to turn with Alt and an arrow', async () => {
    const { viewport } = await show(talk(200, lorem))
    await settle()
    viewport.focus()
    await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}')
    expect(placeOf()).toBe('399')
    for (let step = 0; step < 30; step += 1) {
      await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}')
      await settle()
    }
    expect(placeOf()).toBe('369')
    const { top, bottom } = document.activeElement?.getBoundingClientRect() ?? { top: 0, bottom: 0 }
    const edges = viewport.getBoundingClientRect()
    expect(bottom).toBeGreaterThan(edges.top)
    expect(top).toBeLessThan(edges.bottom)
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}')
    expect(placeOf()).toBe('370')
  })

  it('edits a question in its place and keeps the one before as a version', async () => {
    const chat = talk(2)
    const { screen } = await show(chat)
    const first = screen.getByRole('listitem').first()
    await first.getByRole('button', { name: 'Edit' }).click()
    const box = screen.getByRole('textbox', { name: 'Edit the question' })
    await expect.element(box).toHaveFocus()
    await userEvent.keyboard('{Escape}')
    await expect.element(first.getByRole('button', { name: 'Edit' })).toHaveFocus()

    await first.getByRole('button', { name: 'Edit' }).click()
    const opened = transport.next()
    await userEvent.fill(box, 'Asked anew?')
    await userEvent.keyboard('{Enter}')
    const exchange = await opened
    exchange.send(final('Answered anew.'))
    exchange.close()
    await expect.element(screen.getByText('Answered anew.')).toBeVisible()
    expect(screen.getByRole('listitem').elements()).toHaveLength(2)
    await first.getByRole('button', { name: 'Previous version' }).click()
    await expect.element(screen.getByText('Question 2?')).toBeVisible()
    expect(screen.getByRole('listitem').elements()).toHaveLength(4)
  })

  it('asks again beside the answer before, and goes between the two', async () => {
    const chat = talk(1)
    const { screen } = await show(chat)
    const opened = transport.next()
    await screen.getByRole('button', { name: 'Ask again' }).click()
    const exchange = await opened
    exchange.send(final('Another answer.'))
    exchange.close()
    await expect.element(screen.getByText('2 / 2')).toBeVisible()
    await expect.element(screen.getByText('Another answer.')).toBeVisible()
    await screen.getByRole('button', { name: 'Previous version' }).click()
    await expect.element(screen.getByText('Answer 1.', { exact: true })).toBeVisible()
    await expect.element(screen.getByText('1 / 2')).toBeVisible()
  })
})

describe('RillChat with fewer turns than it windows', () => {
  it('has all of them in the page, for the search of the browser', async () => {
    const { viewport } = await show(talk(29))
    await settle()
    expect(viewport.querySelectorAll('.rill-chat-turn')).toHaveLength(58)
  })

  it('has all of a long talk in the page where that is wanted', async () => {
    const { viewport } = await show(talk(100), { windowFrom: Number.POSITIVE_INFINITY })
    expect(viewport.querySelectorAll('.rill-chat-turn')).toHaveLength(200)
    await expect.poll(() => toEnd(viewport)).toBeLessThan(2)
  })
})

describe('RillChat with 5,000 turns', () => {
  it('is there at once, at its end, with few elements', async () => {
    const chat = many()
    const start = performance.now()
    const { screen, viewport } = await show(chat)
    await settle()
    const took = performance.now() - start
    await expect.poll(() => toEnd(viewport)).toBeLessThan(2)
    await expect.element(screen.getByText('Question 2500?')).toBeVisible()
    expect(viewport.querySelectorAll('*').length).toBeLessThan(1500)
    expect(took).toBeLessThan(500)
    // Hidden headings scroll with their turns, and stretch nothing around the talk.
    const page = document.documentElement
    expect(page.scrollHeight).toBeLessThanOrEqual(Math.max(page.clientHeight, 800))
  })

  it('moves nothing that is in sight while turns above come in and are measured', async () => {
    const { viewport } = await show(many())
    await settle()
    const jumps: number[] = []
    for (let round = 0; round < 25; round += 1) {
      const edges = viewport.getBoundingClientRect()
      const seen = [...viewport.querySelectorAll<HTMLElement>('.rill-chat-turn')].find(
        (turn) => turn.getBoundingClientRect().bottom > edges.top + 100,
      )
      const before = seen?.getBoundingClientRect().top ?? 0
      viewport.dispatchEvent(new WheelEvent('wheel', { deltaY: -150 }))
      viewport.scrollTop -= 150
      await settle()
      await settle()
      jumps.push(Math.abs((seen?.getBoundingClientRect().top ?? 0) - before - 150))
    }
    expect(Math.max(...jumps)).toBeLessThanOrEqual(2)
  })

  it('keeps the turn on its way, the focus and a selection in the page, wherever the reader is', async () => {
    const chat = many()
    const { screen, viewport } = await show(chat)
    const opened = transport.next()
    void chat.send('The last?')
    const exchange = await opened
    exchange.send(token('Growing'))
    await expect.element(screen.getByText('Growing')).toBeVisible()
    const growing = screen.getByText('Growing').element()
    const focused = viewport.querySelector<HTMLElement>('[data-turn-index="4998"]')
    focused?.focus()
    const selected = viewport.querySelector('[data-turn-index="4996"] .rill-question-text')
    if (selected) document.getSelection()?.selectAllChildren(selected)
    await settle()

    viewport.dispatchEvent(new WheelEvent('wheel', { deltaY: -1 }))
    viewport.scrollTop = viewport.scrollHeight / 2
    await settle()
    await settle()
    expect(growing.isConnected).toBe(true)
    expect(document.activeElement).toBe(focused)
    expect(document.getSelection()?.toString()).toBe('Question 2499?')
    expect(viewport.querySelectorAll('.rill-chat-turn').length).toBeLessThan(60)
  })

  it('reaches its beginning', async () => {
    const { screen, viewport } = await show(many())
    await settle()
    viewport.focus()
    await userEvent.keyboard('{Home}')
    await expect.element(screen.getByText('Question 1?')).toBeVisible()
    await expect.poll(() => viewport.scrollTop).toBeLessThan(2)
  })
})
