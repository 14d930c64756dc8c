import { expect, it } from 'vitest'
import { render } from 'vitest-browser-vue'
import { effectScope, nextTick } from 'vue'
import RillAnswer from '../../../src/components/answer/RillAnswer.vue'
import { useStream } from '../../../src/composables/useStream.ts'
import { replayTransport } from '../../../src/transport/replayTransport.ts'

const say = (data: object): string => `data: ${JSON.stringify(data)}\n\n`
const words = Array.from({ length: 400 }, (_, index) =>
  index % 40 === 39 ? `word${index}.\n\n` : `word${index} `,
)
const items = [1, 2, 3].map((id) => ({
  id,
  alarm_code: `E-${id}`,
  alarm_message: 'Spindle too hot',
  solution: 'Clean the fins.',
  images: ['sensor1.png', 'sensor2.png'],
}))
const pieces = [
  say({ type: 'info', message: 'Searching' }),
  say({ type: 'results', data: { results: items, count: 3 } }),
  say({ type: 'info', message: 'Writing' }),
  ...words.map((token) => say({ type: 'token', token })),
  say({ type: 'answer', answer: words.join(''), references: items.slice(0, 2) }),
  say({ type: 'final', data: { success: true, answer: words.join(''), results: items } }),
]

it('moves nothing that is being read while an answer streams in, pictures and all', async () => {
  const scope = effectScope()
  const stream = scope.run(() =>
    useStream(
      { url: '/search' },
      {
        dialect: 'rag',
        baseUrl: `${location.origin}/playground/backend/uploads/images/`,
        transport: replayTransport({
          version: 1,
          response: { status: 200, headers: { 'content-type': 'text/event-stream' } },
          chunks: pieces.map((text, index) => ({ at: index * 3, text })),
        }),
      },
    ),
  )
  if (!stream) throw new Error('the scope is stopped')
  const { container } = await render(RillAnswer, { props: { stream } })
  const body = container.querySelector('.rill-answer-body')
  if (!body) throw new Error('there is no body')

  const tops = new Map<Element, number>()
  const moved: string[] = []
  let updates = 0
  const observer = new MutationObserver(() => {
    updates += 1
    for (const part of body.children) {
      if (part.classList.contains('rill-answer-skeleton')) continue
      const top = part.getBoundingClientRect().top - body.getBoundingClientRect().top
      const before = tops.get(part)
      if (before !== undefined && before !== top) moved.push(`${part.className} ${before}→${top}`)
      tops.set(part, top)
    }
  })
  observer.observe(body, { childList: true, characterData: true, subtree: true })

  const { status } = await stream.start()
  await nextTick()
  await expect.poll(() => container.querySelectorAll('[data-state="loaded"]').length).toBe(6)
  observer.disconnect()
  scope.stop()

  expect(status).toBe('complete')
  expect(moved).toEqual([])
  expect(tops.size).toBe(5)
  // 403 chunks over 1.2 seconds: drawn as they come, but not once per chunk.
  expect(updates).toBeGreaterThan(10)
})
