import { describe, expect, it } from 'vitest'
import { render } from 'vitest-browser-vue'
import { userEvent } from 'vitest/browser'
import RillAnswer from '../../../src/components/answer/RillAnswer.vue'
import type { StreamEvent } from '../../../src/dialects/events.ts'
import { createStagedStream } from '../../support/stagedStream.ts'

const start: StreamEvent = { type: 'start', dialect: 'rag' }
const text = (delta: string): StreamEvent => ({ type: 'text', channel: 'answer', delta })

const begin = (index: number): StreamEvent => ({
  type: 'step-start',
  stepId: `s${index}`,
  index,
  name: `A step with quite a long name ${index}`,
})

describe('RillAnswer', () => {
  it('leaves the focus where it is when Stop gives way to Retry and back', async () => {
    const stream = createStagedStream()
    const screen = await render(RillAnswer, { props: { stream } })
    stream.take(start, text('Half an ans'))
    const stop = screen.getByRole('button', { name: 'Stop' })
    await expect.element(stop).toBeVisible()
    await userEvent.tab()
    await userEvent.tab()
    const pressed = document.activeElement
    expect(pressed).toBe(stop.element())

    await userEvent.keyboard('{Enter}')
    stream.end({ status: 'cancelled' })
    const retry = screen.getByRole('button', { name: 'Retry' })
    await expect.element(retry).toHaveFocus()
    expect(document.activeElement).toBe(pressed)

    await userEvent.keyboard(' ')
    expect(stream.calls).toEqual(['cancel', 'retry'])
    stream.enter('connecting')
    await expect.element(screen.getByRole('button', { name: 'Stop' })).toHaveFocus()
  })

  it('keeps its head at one height and its button at one width through every state', async () => {
    const stream = createStagedStream()
    const screen = await render(RillAnswer, { props: { stream } })
    const head = screen.container.querySelector('.rill-answer-head')
    const sizes = new Set<string>()
    const widths = new Set<number>()

    for (const status of ['idle', 'connecting', 'streaming', 'failed', 'complete'] as const) {
      stream.enter(status)
      await expect.poll(() => head?.closest('article')?.dataset['state']).toBe(status)
      sizes.add(String(head?.getBoundingClientRect().height))
      const button = head?.querySelector('.rill-run-button')
      if (button) widths.add(button.getBoundingClientRect().width)
    }
    stream.enter('reconnecting')
    stream.connect({ attempt: 1, retryAt: performance.now() + 9_000, resumingAt: 'id'.repeat(40) })
    await expect.element(screen.getByText('try 2')).toBeVisible()
    sizes.add(String(head?.getBoundingClientRect().height))
    expect(sizes.size).toBe(1)
    expect(widths.size).toBe(1)
  })

  it('stays in sight while a long answer scrolls', async () => {
    const stream = createStagedStream()
    const screen = await render(RillAnswer, { props: { stream } })
    stream.take(start, text('A line.\n\n'.repeat(300)))
    await expect.element(screen.getByRole('button', { name: 'Stop' })).toBeVisible()
    await expect.poll(() => document.documentElement.scrollHeight).toBeGreaterThan(3_000)
    window.scrollTo(0, 2_000)
    const head = screen.container.querySelector('.rill-answer-head')
    expect(head?.getBoundingClientRect().top).toBe(0)
    window.scrollTo(0, 0)
  })

  it('puts the same room between two parts, whatever block a text begins or ends with', async () => {
    const stream = createStagedStream()
    const screen = await render(RillAnswer, { props: { stream } })
    stream.take(start)
    for (const [index, markdown] of [
      '# A\n\n> b',
      'Plain',
      '- a\n\n- b',
      '> c',
      '```\nx\n```',
      `# Long\n\n${'Words.\n\n'.repeat(100)}`,
    ].entries())
      stream.take({ type: 'tool-start', toolCallId: String(index) }, text(markdown))
    await expect.element(screen.getByText('Plain')).toBeVisible()

    const body = screen.container.querySelector('.rill-answer-body')
    const rooms = [...screen.container.querySelectorAll('.rill-markdown-blocks')].flatMap(
      (blocks) => {
        const edge = blocks.getBoundingClientRect()
        const drawn = [...blocks.querySelectorAll(':is(h1, p, li, .rill-code, blockquote)')].map(
          (block) => block.getBoundingClientRect(),
        )
        const top = Math.min(...drawn.map((block) => block.top))
        return [top - edge.top, edge.bottom - Math.max(...drawn.map((block) => block.bottom))]
      },
    )
    expect(body?.children).toHaveLength(12)
    expect(rooms).toEqual(rooms.map(() => 0))
    expect(rooms).toHaveLength(12)
  })

  it('moves nothing when another note arrives', async () => {
    const stream = createStagedStream()
    const screen = await render(RillAnswer, { props: { stream } })
    const heights = new Set<number>()
    stream.take(start)
    for (const message of ['Searching', 'Ranking', 'Found 3']) {
      stream.take({ type: 'status', message })
      await expect.element(screen.getByText(message)).toBeVisible()
      heights.add(screen.container.querySelector('.rill-answer-body')?.clientHeight ?? 0)
    }
    expect(heights.size).toBe(1)
  })

  it('keeps the focus on Pause through a pause, and through the end of the run', async () => {
    const stream = createStagedStream()
    const screen = await render(RillAnswer, { props: { stream } })
    stream.take(start, text('Half an ans'))
    const pause = screen.getByRole('button', { name: 'Pause' })
    await expect.element(pause).toBeVisible()
    const pressed = pause.element()
    await userEvent.tab()
    expect(document.activeElement).toBe(pressed)

    await userEvent.keyboard('{Enter}')
    stream.enter('paused')
    await expect.element(screen.getByRole('button', { name: 'Go on' })).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    expect(stream.calls).toEqual(['pause', 'resume'])

    stream.end({ status: 'complete' })
    await expect.poll(() => pressed.getAttribute('aria-disabled')).toBe('true')
    expect(document.activeElement).toBe(pressed)
    await userEvent.keyboard('{Enter}')
    expect(stream.calls).toHaveLength(2)
    await userEvent.tab()
    await expect.poll(() => pressed.isConnected).toBe(false)
  })

  it('tries now when it is asked to, without moving the focus or anything else', async () => {
    const stream = createStagedStream()
    const screen = await render(RillAnswer, { props: { stream } })
    const head = screen.container.querySelector('.rill-answer-head')
    stream.enter('reconnecting')
    await expect.element(screen.getByText('Reconnecting…')).toBeVisible()
    const height = head?.getBoundingClientRect().height
    stream.connect({ attempt: 1, startedAt: 0, retryAt: performance.now() + 9_000 })

    const button = screen.getByRole('button', { name: 'Try now' })
    await expect.element(button).toBeVisible()
    expect(head?.getBoundingClientRect().height).toBe(height)
    const pressed = button.element()
    await userEvent.tab()
    expect(document.activeElement).toBe(pressed)
    await userEvent.keyboard('{Enter}')
    expect(stream.calls).toEqual(['retryNow'])

    stream.connect({ attempt: 2, retryAt: undefined })
    await expect.poll(() => pressed.getAttribute('aria-disabled')).toBe('true')
    expect(document.activeElement).toBe(pressed)
    await userEvent.keyboard('{Enter}')
    expect(stream.calls).toHaveLength(1)
    await userEvent.tab()
    await expect.poll(() => pressed.isConnected).toBe(false)
    expect(head?.getBoundingClientRect().height).toBe(height)
  })

  it('moves nothing while the seconds pass', async () => {
    let time = 1_000
    const stream = createStagedStream({ now: () => time })
    const screen = await render(RillAnswer, { props: { stream } })
    stream.enter('reconnecting')
    stream.connect({ attempt: 1, startedAt: -5_000, retryAt: 9_900 })
    const widths = new Set<number>()
    for (const seconds of [9, 8, 7]) {
      time = 9_900 - seconds * 1_000
      await expect.element(screen.getByText(`try 2 in ${seconds}s`)).toBeVisible()
      const facts = screen.container.querySelector('.rill-status-facts')
      widths.add(facts?.getBoundingClientRect().width ?? 0)
    }
    expect(widths.size).toBe(1)
    expect(screen.getByRole('status').element().textContent).toBe('Reconnecting…')
  })

  it('moves nothing that is being read when a second step begins, and more after it', async () => {
    const stream = createStagedStream()
    const screen = await render(RillAnswer, { props: { stream } })
    stream.take(start, begin(0), text('What is being read.'))
    const words = screen.getByText('What is being read.')
    await expect.element(words).toBeVisible()
    const top = words.element().getBoundingClientRect().top
    for (let index = 1; index < 12; index++) {
      stream.take({ type: 'step-end', stepId: `s${index - 1}`, status: 'ok' }, begin(index))
      await expect
        .poll(() => screen.container.querySelector('.rill-steps-headline')?.textContent)
        .toContain(`name ${index}`)
      expect(words.element().getBoundingClientRect().top).toBe(top)
    }
    stream.take({ type: 'done', reason: 'stop', clean: true })
    await expect.poll(() => screen.container.textContent).toContain('12 steps')
    expect(words.element().getBoundingClientRect().top).toBe(top)
  })

  it('lets all that can be done be done by the keyboard, in the order of sight, and shows where it is', async () => {
    const stream = createStagedStream()
    const responses: unknown[] = []
    const onRespond = (response: unknown): void => void responses.push(response)
    const screen = await render(RillAnswer, { props: { stream, onRespond } })
    stream.take(
      start,
      { type: 'step-start', stepId: 's1', index: 0, total: 3 },
      { type: 'text', channel: 'reasoning', delta: 'Hm. '.repeat(600) },
      { type: 'tool-start', toolCallId: 't', name: 'delete', input: { id: 3 } },
      { type: 'interrupt', kind: 'approval', toolCallId: 't', payload: 'Delete it?' },
    )
    await expect.element(screen.getByRole('button', { name: 'Approve' })).toBeVisible()
    const reached: (string | undefined)[] = []
    for (let index = 0; index < 7; index++) {
      await userEvent.tab()
      const at = document.activeElement
      reached.push(at?.getAttribute('aria-label') ?? at?.textContent?.trim().slice(0, 12))
      expect(getComputedStyle(at ?? document.body).outlineStyle).toBe('solid')
    }
    expect(reached).toEqual([
      'Pause',
      'Stop',
      'Step 10 of 3',
      'Reasoning',
      'deletewaitin',
      'Approve',
      'Reject',
    ])
    await userEvent.keyboard('{Enter}')
    expect(responses).toMatchObject([{ action: 'reject', part: { toolCallId: 't' } }])
    await expect.element(screen.getByText('You have rejected.')).toBeVisible()
    expect(document.activeElement?.textContent?.trim()).toBe('Reject')
  })

  it('never moves the focus by itself, whatever arrives', async () => {
    const stream = createStagedStream()
    const screen = await render(RillAnswer, { props: { stream, onRespond: () => undefined } })
    stream.take(start, text('A'))
    await expect.element(screen.getByRole('button', { name: 'Stop' })).toBeVisible()
    const field = document.createElement('input')
    document.body.append(field)
    field.focus()
    stream.take(
      { type: 'text', channel: 'reasoning', delta: 'Hm.' },
      { type: 'interrupt', kind: 'input', payload: 'Which?' },
      { type: 'error', message: 'No index', recoverable: true, scope: 'item' },
    )
    await expect.element(screen.getByText('No index')).toBeVisible()
    expect(document.activeElement).toBe(field)
    stream.end({ status: 'interrupted', resumable: true })
    await expect.element(screen.getByRole('button', { name: 'Go on' })).toBeVisible()
    expect(document.activeElement).toBe(field)
    field.remove()
  })

  it('keeps the end of what is being thought in sight, in little room, and then folds it', async () => {
    const stream = createStagedStream()
    const screen = await render(RillAnswer, { props: { stream } })
    stream.take(start, {
      type: 'text',
      channel: 'reasoning',
      delta: 'Thought by thought.\n\n'.repeat(80),
    })
    stream.take({ type: 'text', channel: 'reasoning', delta: 'The last of them.' })
    const last = screen.getByText('The last of them.')
    await expect.element(last).toBeVisible()
    const box = screen.container.querySelector('.rill-reasoning-text')
    const { bottom, height } = box?.getBoundingClientRect() ?? { bottom: 0, height: 0 }
    expect(height).toBeLessThan(250)
    expect(last.element().getBoundingClientRect().bottom).toBeLessThanOrEqual(bottom + 1)

    stream.take(text('The answer.'))
    await expect.element(last).not.toBeVisible()
    await userEvent.click(screen.getByText('Reasoning'))
    await expect.element(last).toBeVisible()
    expect(box?.getBoundingClientRect().height).toBeGreaterThan(1_000)
  })
})
