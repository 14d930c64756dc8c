import { describe, expect, it } from 'vitest'
import { render } from 'vitest-browser-vue'
import { h, type VNode } from 'vue'
import RillAnnouncer from '../../../src/components/announcer/RillAnnouncer.vue'
import RillInterrupt from '../../../src/components/tools/RillInterrupt.vue'
import RillResults from '../../../src/components/results/RillResults.vue'
import RillSteps from '../../../src/components/steps/RillSteps.vue'
import type { InterruptPart } from '../../../src/components/tools/interruptResponse.ts'

const items = Array.from({ length: 80 }, (_, index) => ({
  id: `r${index}`,
  title: `Result ${index}`,
  score: 0.5,
  images: [],
  metadata: {},
}))
const steps = Array.from({ length: 80 }, (_, index) => ({
  id: `s${index}`,
  index,
  status: 'ok' as const,
  text: '',
}))
const question: InterruptPart = { type: 'interrupt', key: 'q', kind: 'input', payload: {} }
const above = h('div', { style: 'block-size: 3000px' })

describe('text that is only for those who listen', () => {
  it.each<[string, () => readonly VNode[]]>([
    ['results', () => [h(RillResults, { items })]],
    ['steps', () => [h(RillSteps, { steps, done: false })]],
    ['a question', () => [above, h(RillInterrupt, { part: question })]],
    ['a voice', () => [h(RillAnnouncer, () => above)]],
  ])('of %s makes no page longer than its scroller is', async (_, draw) => {
    const { container } = await render(() =>
      h('main', { style: 'block-size: 200px; overflow: auto' }, [...draw()]),
    )
    expect(container.querySelector('.rill-sr-only')).not.toBeNull()
    expect(container.querySelector('main')?.scrollHeight).toBeGreaterThan(1000)
    const { scrollHeight, clientHeight } = document.documentElement
    expect(scrollHeight).toBeLessThanOrEqual(clientHeight)
  })
})
