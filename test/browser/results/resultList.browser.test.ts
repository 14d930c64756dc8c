import { describe, expect, it } from 'vitest'
import { render } from 'vitest-browser-vue'
import { h } from 'vue'
import RillResults from '../../../src/components/results/RillResults.vue'

const items = [
  { id: 'a', title: 'Pump manual', images: [], metadata: {} },
  { id: 'b', title: 'دليل المضخة', images: [], metadata: {} },
]

/** Where the words of each line end that is nearest to its number, from that side of the list, in pixels. */
const gapsIn = async (dir: 'ltr' | 'rtl'): Promise<readonly number[]> => {
  const { container } = await render(() =>
    h('div', { dir, style: 'inline-size: 358px' }, [h(RillResults, { items, layout: 'list' })]),
  )
  const list = container.querySelector('ol')
  if (list === null) throw new Error('no list')
  expect(list.scrollWidth).toBeLessThanOrEqual(list.clientWidth)
  const box = list.getBoundingClientRect()
  return [...list.querySelectorAll('li')].map((line) => {
    const range = document.createRange()
    range.selectNodeContents(line)
    const words = range.getBoundingClientRect()
    return dir === 'ltr' ? words.left - box.left : box.right - words.right
  })
}

describe('RillResults as a list', () => {
  it.each(['ltr', 'rtl'] as const)(
    'has each line beside its number, whatever it is written in, %s',
    async (dir) => {
      for (const gap of await gapsIn(dir)) {
        expect(gap).toBeGreaterThan(10)
        expect(gap).toBeLessThan(30)
      }
    },
  )
})
