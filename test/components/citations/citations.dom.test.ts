import { mount, type VueWrapper } from '@vue/test-utils'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defineComponent, h, nextTick } from 'vue'
import RillAnswer from '../../../src/components/answer/RillAnswer.vue'
import type {
  CitationProps,
  FenceProps,
} from '../../../src/components/markdown/markdownComponents.ts'
import RillMarkdown from '../../../src/components/markdown/RillMarkdown.vue'
import type { ResultItem } from '../../../src/dialects/events.ts'
import { createStagedStream } from '../../support/stagedStream.ts'

const source = (id: string, more: Partial<ResultItem> = {}): ResultItem => ({
  id,
  title: `Title of ${id}`,
  images: [],
  metadata: {},
  ...more,
})

const THREE = [source('a'), source('b'), source('c')]

function render(content: string, props: Record<string, unknown> = {}): VueWrapper {
  return mount(RillMarkdown, { props: { content, references: THREE, ...props } })
}

function chips(wrapper: VueWrapper): string[] {
  return wrapper.findAll('a.rill-citation-chip').map((chip) => chip.attributes('aria-label') ?? '')
}

/** Each component has ids of its own. */
function withoutIds(html: string): string {
  return html.replaceAll(/v-\d+(-\d+)*/g, 'v')
}

/** The text with a bar behind the end of each range, as the reader sees it. */
function marked(text: string, ...quotes: string[]): string {
  const references = quotes.map((quote, index) => {
    const start = text.indexOf(quote)
    return source(`s${index}`, { span: { start, end: start + quote.length } })
  })
  const wrapper = render(text, { references })
  for (const chip of wrapper.findAll('.rill-citation-chip')) chip.element.textContent = '¦'
  return wrapper.get('.rill-markdown-blocks').element.textContent
}

describe('a number in a text', () => {
  it.each([
    ['see [1]', ['a']],
    ['see [1] and [3]', ['a', 'c']],
    ['see [1,2]', ['a', 'b']],
    ['see [1, 3]', ['a', 'c']],
    ['see [1–3]', ['a', 'b', 'c']],
    ['see [1][2]', ['a', 'b']],
    ['see [^2]', ['b']],
    ['see 【3†manual.pdf】', ['c']],
    ['see【1】', ['a']],
    ['see [2](#cite:b)', ['b']],
    ['see [here](#cite-2)', ['b']],
    ['**bold [1]**', ['a']],
    ['- item [2]\n\n> quote [3]\n\n# Head [1]', ['b', 'c', 'a']],
    ['|x|\n|-|\n|y [1]|', ['a']],
  ])('is a chip: %s', (text, ids) => {
    expect(chips(render(text))).toEqual(
      ids.map((id) => `Source ${' abc'.indexOf(id)}: Title of ${id}`),
    )
  })

  it.each([
    ['see [12]', 'see [12]'],
    ['see [0]', 'see [0]'],
    ['`array[1]`', 'array[1]'],
    ['```\narray[1]\n```', 'array[1]'],
    ['    array[1]', 'array[1]'],
    ['[1]\n\n[1]: https://example.com/', '1'],
    ['[see [1]](https://example.com/)', 'see [1]'],
    ['[a] and [1a]', '[a] and [1a]'],
  ])('stays what it is: %s', (text, shown) => {
    const wrapper = render(text)
    expect(chips(wrapper)).toEqual([])
    expect(wrapper.get('.rill-markdown-blocks').text()).toContain(shown)
  })

  it('names those it knows and leaves the others', () => {
    const wrapper = render('see [2, 9]')
    expect(chips(wrapper)).toEqual(['Source 2: Title of b'])
    expect(wrapper.text()).toBe('see [2][9]')
  })

  it('may name a source twice at one place', async () => {
    const wrapper = render('see [1', { streaming: true })
    for (const content of ['see [1, 1', 'see [1, 1]', 'see [1, 1] ', 'see [1, 1] end']) {
      await wrapper.setProps({ content })
    }
    expect(chips(wrapper)).toEqual(['Source 1: Title of a', 'Source 1: Title of a'])
  })

  it('is nothing to press while the text may still make something else of it', async () => {
    const wrapper = render('see [1]', { streaming: true })
    expect(chips(wrapper)).toEqual([])
    expect(wrapper.get('.rill-citation-chip').text()).toBe('[1]')
    await wrapper.setProps({ content: 'see [1].' })
    expect(chips(wrapper)).toEqual(['Source 1: Title of a'])
  })

  it('lights up when its source arrives, and touches nothing else', async () => {
    const text = 'First [1].\n\n- item [2] *more*\n\nLast `[1]` [3].'
    const wrapper = render(text, { references: [] })
    expect(chips(wrapper)).toEqual([])
    expect(wrapper.text()).toContain('First [1].')
    const kept = wrapper.findAll('p, ul, li, em, code').map(({ element }) => element)
    const words = wrapper.get('p').element.firstChild
    await wrapper.setProps({ references: THREE.slice(0, 2) })
    expect(chips(wrapper)).toHaveLength(2)
    expect(wrapper.text()).toContain('[3]')
    await wrapper.setProps({ references: THREE })
    expect(chips(wrapper)).toHaveLength(3)
    expect(wrapper.findAll('p, ul, li, em, code').map(({ element }) => element)).toEqual(kept)
    expect(wrapper.get('p').element.firstChild).toBe(words)
  })

  it('keeps its source whatever comes later', async () => {
    const references = [source('17'), source('42')]
    const wrapper = render('see [1].', { references })
    expect(chips(wrapper)).toEqual(['Source 1: Title of 17'])
    await wrapper.setProps({ references: [source('42'), source('1'), ...references.slice(0, 1)] })
    expect(chips(wrapper)).toEqual(['Source 1: Title of 17'])
  })

  it.each([
    [
      'a field of theirs',
      [source('x', { metadata: { number: 2 } }), source('y', { metadata: { number: 1 } })],
    ],
    ['their ids', [source('2', { title: 'Title of x' }), source('1', { title: 'Title of y' })]],
  ])('follows the numbers that the sources have in %s', (_, references) => {
    expect(chips(render('[1] [2] end', { references }))).toEqual([
      'Source 1: Title of y',
      'Source 2: Title of x',
    ])
  })

  it('can be drawn by an app', () => {
    const citation = defineComponent(
      (props: CitationProps) => () => `<${props.number}${props.item.id}>`,
      { props: ['item', 'number'] },
    )
    expect(render('see [2].', { components: { citation } }).text()).toBe('see <2b>.')
  })

  it('reads the same however the text was cut', async () => {
    const pieces = [
      'a [1]',
      '[2,3]',
      ' 【1†x】',
      '\n\n',
      '- b [^1]\n',
      '`[1]`',
      '**c [2]',
      '**',
      ' [9]',
      '[3](#cite:c)',
      '|t [1]|\n|-|\n',
      ' end',
    ]
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((all) => all.join('')),
        fc.integer({ min: 1, max: 7 }),
        async (text, size) => {
          const wrapper = render('', { streaming: true })
          for (let end = size; end < text.length + size; end += size) {
            await wrapper.setProps({ content: text.slice(0, end) })
          }
          await wrapper.setProps({ content: text, streaming: false })
          expect(withoutIds(wrapper.element.innerHTML)).toBe(
            withoutIds(render(text).element.innerHTML),
          )
          wrapper.unmount()
        },
      ),
      { numRuns: 40 },
    )
  })
})

describe('a range of the answer that leans on a source', () => {
  it.each([
    ['One fact. Another.', 'One fact.', 'One fact.¦ Another.'],
    ['One **bold fact** here', 'bold fact', 'One bold fact¦ here'],
    ['One **bold fact** here', '**bold fact**', 'One bold fact¦ here'],
    [
      'See [a link](https://example.com/link) now',
      'See [a link](https://example.com/link)',
      'See a link¦ now',
    ],
    ['Some `code x` here', '`code x`', 'Some code x¦ here'],
    ['😀 emoji 中文', 'emoji', '😀 emoji¦ 中文'],
    ['- one\n- two facts\n- three', 'two facts', 'onetwo facts¦three'],
    ['> quoted\n> words here', 'quoted\n> words', 'quoted\nwords¦ here'],
    ['# Head line\n\ntext', 'Head', 'Head¦ linetext'],
    ['|a|b|\n|-|-|\n|x|y z|', 'y', 'xy¦ z'],
    ['one\r\ntwo three', 'two', 'one\ntwo¦ three'],
    ['a \\* b &amp; c', 'a \\* b', 'a * b¦ & c'],
    ['para\n\nnext', 'para\n\n', 'para¦next'],
  ])('ends in a chip: %j', (text, quote, expected) => {
    expect(marked(text, quote)).toContain(expected)
  })

  it('is marked once where the backend wrote a mark there itself', () => {
    const text = 'A fact【4:0†manual】. More'
    const references = [source('m', { span: { start: 6, end: 18 } })]
    expect(render(text, { references }).text()).toBe('A fact[1]. More')
  })

  it.each([
    ['Look:\n\n```ts\nconst one = 1\n```\n\nEnd.', 'const one = 1', '.rill-code-head'],
    ['Look:\n\n    indented one\n\nEnd.', 'indented one', '.rill-code-head'],
    ['- item\n\n  ```\n  in an item\n  ```\n', 'in an item', '.rill-item .rill-code-head'],
  ])('that ends in code has its chip in the head of the code: %j', async (text, quote, place) => {
    const wrapper = render(text, { references: [] })
    const code = wrapper.get('code').element
    const start = text.indexOf(quote)
    const spans = [{ start, end: start + quote.length }]
    await wrapper.setProps({ references: [source('a', { metadata: { spans } })] })
    expect(chips(wrapper)).toEqual(['Source 1: Title of a'])
    expect(wrapper.find(`${place} .rill-citation-chip`).exists()).toBe(true)
    expect(wrapper.get('code').element).toBe(code)
  })

  it('that ends in code of an app’s own component has its chip behind it', () => {
    const fence = defineComponent((props: FenceProps) => () => h('b', props.code), {
      props: ['code', 'info', 'closed'],
    })
    const references = [source('a', { span: { start: 4, end: 7 } })]
    const wrapper = render('```\none\n```\n', { references, components: { fence } })
    expect(wrapper.text()).toMatch(/^one\s*\[1\]$/)
  })

  it('is marked when it arrives, in a block that was finished long before', async () => {
    const text = `First fact. Rest.\n\n${'More.\n\n'.repeat(50)}End.`
    const wrapper = render(text, { references: [] })
    const kept = wrapper.findAll('p').map(({ element }) => element)
    await wrapper.setProps({ references: [source('a', { span: { start: 0, end: 11 } })] })
    expect(wrapper.get('p').text()).toBe('First fact.[1] Rest.')
    expect(wrapper.findAll('p').map(({ element }) => element)).toEqual(kept)
    const spans = [
      { start: 0, end: 11 },
      { start: 12, end: 17 },
    ]
    await wrapper.setProps({ references: [source('a', { span: spans[1], metadata: { spans } })] })
    expect(wrapper.get('p').text()).toBe('First fact.[1] Rest.[1]')
  })
})

describe('an answer', () => {
  it('cites what was found, across steps, and begins anew with the next run', async () => {
    const stream = createStagedStream()
    const wrapper = mount(RillAnswer, { props: { stream } })
    stream.take(
      { type: 'results', kind: 'retrieved', items: [source('a'), source('b')] },
      { type: 'text', channel: 'answer', delta: 'See [2].' },
      { type: 'step-start', stepId: 's', index: 0 },
      { type: 'text', channel: 'answer', delta: 'And more.' },
    )
    await nextTick()
    expect(chips(wrapper)).toEqual(['Source 2: Title of b'])
    stream.take({
      type: 'results',
      kind: 'cited',
      items: [source('b', { span: { start: 8, end: 17 } })],
    })
    await nextTick()
    expect(chips(wrapper)).toEqual(['Source 2: Title of b', 'Source 2: Title of b'])
    expect(wrapper.findAll('.rill-card-number').map((mark) => mark.text())).toEqual([
      'Source 1',
      'Source 2',
    ])
    const fresh = createStagedStream().state.value
    Object.assign(stream.state, { value: fresh })
    stream.take(
      { type: 'results', kind: 'retrieved', items: [source('z'), source('b')] },
      { type: 'text', channel: 'answer', delta: 'Now [1].' },
    )
    await nextTick()
    expect(chips(wrapper)).toEqual(['Source 1: Title of z'])
  })
})
