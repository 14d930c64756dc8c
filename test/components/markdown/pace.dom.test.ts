import { mount } from '@vue/test-utils'
import type { MarkdownIt as Parser } from 'markdown-it'
import MarkdownIt from 'markdown-it'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import RillMarkdown from '../../../src/components/markdown/RillMarkdown.vue'

function slowParser(milliseconds: number): { parser: Parser; readings: () => number } {
  const parser = new MarkdownIt()
  let count = 0
  parser.core.ruler.push('take_time', () => {
    count++
    vi.advanceTimersByTime(milliseconds)
  })
  return { parser, readings: () => count }
}

describe('a parser that has to read all of the text each time', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
  afterEach(() => vi.useRealTimers())

  it('is asked less often when it is slow, and shows all of the text in the end', async () => {
    const { parser, readings } = slowParser(40)
    const wrapper = mount(RillMarkdown, { props: { content: 'word', streaming: true, parser } })
    const first = readings()
    for (let word = 0; word < 20; word++) {
      await wrapper.setProps({ content: `word${' more'.repeat(word)}` })
    }
    expect(readings() - first).toBeLessThanOrEqual(1)
    vi.advanceTimersByTime(200)
    await nextTick()
    expect(wrapper.text()).toBe(`word${' more'.repeat(19)}`)
    await wrapper.setProps({ content: 'word and the end', streaming: false })
    expect(wrapper.text()).toBe('word and the end')
  })

  it('is asked for every change when it is quick', async () => {
    const { parser, readings } = slowParser(1)
    const wrapper = mount(RillMarkdown, { props: { content: 'word', streaming: true, parser } })
    const first = readings()
    for (let word = 1; word <= 20; word++) {
      await wrapper.setProps({ content: `word${' more'.repeat(word)}` })
    }
    expect(readings() - first).toBe(20)
    wrapper.unmount()
    expect(vi.getTimerCount()).toBe(0)
  })
})
