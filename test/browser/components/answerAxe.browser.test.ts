import axe from 'axe-core'
import { describe, expect, it } from 'vitest'
import { render } from 'vitest-browser-vue'
import { h, nextTick, type VNode } from 'vue'
import RillAnswer from '../../../src/components/answer/RillAnswer.vue'
import { stagedScenes } from '../../support/stagedScenes.ts'
import { createStagedStream } from '../../support/stagedStream.ts'

// The colours of the page are the app's; a page in the kit's own is the fair ground to judge its text on.
const onPage = (theme: string, answer: VNode): VNode =>
  h(
    'main',
    { 'data-theme': theme, class: 'rill', style: 'background: var(--rill-color-surface)' },
    answer,
  )

describe.each(['light', 'dark'])('RillAnswer in %s', (theme) => {
  it.each(Object.entries(stagedScenes))('has nothing that axe objects to: %s', async (_, stage) => {
    const stream = createStagedStream({ baseUrl: `${location.origin}/` })
    stage(stream)
    const { container } = await render(() =>
      onPage(theme, h(RillAnswer, { stream, onRespond: () => undefined })),
    )
    await nextTick()
    for (const details of container.querySelectorAll('details')) details.open = true

    const { passes, violations } = await axe.run(container)
    expect(passes.map(({ id }) => id)).toContain('color-contrast')
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`),
    ).toEqual([])
  })
})
