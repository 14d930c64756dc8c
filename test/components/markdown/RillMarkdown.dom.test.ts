import { mount } from '@vue/test-utils'
import MarkdownIt from 'markdown-it'
import { describe, expect, it } from 'vitest'
import { defineComponent, h, nextTick } from 'vue'
import type {
  FenceProps,
  HeadingProps,
  ImageProps,
  LinkProps,
  TableProps,
} from '../../../src/components/markdown/markdownComponents.ts'
import RillMarkdown from '../../../src/components/markdown/RillMarkdown.vue'
import { zhCN } from '../../../src/locales/zhCN.ts'
import { markdownSettingsKey } from '../../../src/components/markdown/markdownSettings.ts'

const SAMPLE = [
  '# Title\n\nA paragraph with *emphasis*, **strong**, ~~gone~~, `code` and a [link](https://example.com "t").\n\n',
  '- one\n- two\n\n  second paragraph\n- [ ] open\n- [x] done\n\n3. three\n4. four\n\n> quoted\nlazy\n\n',
  '| a | b | c |\n|---|:-:|--:|\n| 1 | 2 |\n| 中文 | x | y |\n\n```ts extra\nconst a = 1\n\nb\n```\n\n    indented\n\n---\n\n',
  'Late [label] and ![an image](https://example.com/a.png).\n\n[label]: https://example.com/late "t"\n\nend',
].join('')

function render(content: string, props: Record<string, unknown> = {}): ReturnType<typeof mount> {
  return mount(RillMarkdown, { props: { content, ...props } })
}

const table = (columns: number): string =>
  `|${'a|'.repeat(columns)}\n|${'-|'.repeat(columns)}\n|${'b|'.repeat(columns)}`

describe('RillMarkdown', () => {
  it('draws what the text says', () => {
    const wrapper = render(SAMPLE)
    expect(wrapper.get('h1').text()).toBe('Title')
    expect(wrapper.get('em').text()).toBe('emphasis')
    expect(wrapper.get('strong').text()).toBe('strong')
    expect(wrapper.get('s').text()).toBe('gone')
    expect(wrapper.get('ol').attributes('start')).toBe('3')
    expect(wrapper.get('blockquote').text()).toBe('quoted\nlazy')
    expect(wrapper.findAll('th').map((cell) => cell.text())).toEqual(['a', 'b', 'c'])
    expect(wrapper.findAll('tbody tr')).toHaveLength(2)
    expect(wrapper.findAll('pre').map((block) => block.element.textContent)).toEqual([
      'const a = 1\n\nb\n',
      'indented\n',
    ])
    expect(wrapper.get('.rill-code-head').text()).toMatch(/^ts/)
    const boxes = wrapper.findAll<HTMLInputElement>('input[type=checkbox]')
    expect(boxes.map(({ element }) => element.checked)).toEqual([false, true])
    expect(wrapper.findAll('.rill-task').map((item) => item.text())).toEqual(['open', 'done'])
  })

  it('draws the same whatever way the text arrived', async () => {
    const whole = render(SAMPLE).element.innerHTML
    for (const size of [1, 3, 17]) {
      const wrapper = render('', { streaming: true })
      for (let at = 0; at < SAMPLE.length; at += size) {
        await wrapper.setProps({ content: SAMPLE.slice(0, at + size) })
      }
      await wrapper.setProps({ streaming: false })
      expect(wrapper.element.innerHTML).toBe(whole)
    }
  })

  it('keeps the elements of finished blocks while the text grows and when it ends', async () => {
    const wrapper = render('# One\n\n- a\n- b\n\ntwo\n\nthr', { streaming: true })
    const kept = ['h1', 'ul', 'li', 'p'].map((tag) => wrapper.get(tag).element)
    await wrapper.setProps({ content: '# One\n\n- a\n- b\n\ntwo\n\nthree\n\n- c\n\n\n# Four' })
    await wrapper.setProps({ streaming: false })
    expect(['h1', 'ul', 'li', 'p'].map((tag) => wrapper.get(tag).element)).toEqual(kept)
    kept.forEach((element, index) => {
      expect(wrapper.get(['h1', 'ul', 'li', 'p'][index] ?? '').element).toBe(element)
    })
  })

  it('keeps the elements of earlier items when a blank line makes the list loose', async () => {
    const wrapper = render('- a\n- b', { streaming: true })
    const items = wrapper.findAll('li').map(({ element }) => element)
    const text = items[0]?.firstChild
    await wrapper.setProps({ content: '- a\n- b\n\n- c' })
    expect(
      wrapper
        .findAll('li')
        .slice(0, 2)
        .map(({ element }) => element),
    ).toEqual(items)
    expect(wrapper.findAll('li')[0]?.element.firstChild).toBe(text)
    expect(wrapper.get('ul').classes()).toContain('rill-list-loose')
  })

  it('draws the text anew when it does not continue the old one', async () => {
    const wrapper = render('one *two*')
    await wrapper.setProps({ content: 'three' })
    expect(wrapper.text()).toBe('three')
  })

  it('gives links fixed attributes and leaves unsafe ones as text', () => {
    const wrapper = render('[a](https://example.com/x) [b](vscode://x) <https://example.org>')
    const links = wrapper.findAll('a')
    expect(links.map((link) => link.text())).toEqual(['a', 'https://example.org'])
    expect(links[0]?.attributes()).toEqual({
      class: 'rill-link',
      href: 'https://example.com/x',
      target: '_blank',
      rel: 'noopener noreferrer nofollow ugc',
      referrerpolicy: 'no-referrer',
    })
    expect(wrapper.text()).toContain('b')
  })

  it('says within a link where it leads, if its label reads as another address', async () => {
    const text = 'see [bank.example](https://evil.example/a), https://bank.example and [it](/b)'
    const wrapper = render(text.slice(0, 41), { streaming: true })
    expect(wrapper.get('a').text()).toBe('bank.example')
    await wrapper.setProps({ content: text, streaming: false })
    const links = wrapper.findAll('a').map((link) => link.text())
    expect(links).toEqual(['bank.example (leads to evil.example)', 'https://bank.example', 'it'])
  })

  it('says so in the language of the app, and lets a component for links say it', () => {
    const content = '**[bank.example](https://evil.example)**'
    const global = { provide: { [markdownSettingsKey]: { labels: () => zhCN.markdown } } }
    const chinese = mount(RillMarkdown, { props: { content }, global })
    expect(chinese.get('a').text()).toBe('bank.example (实际指向 evil.example)')
    const link = defineComponent((props: LinkProps) => () => h('i', props.host), {
      props: ['href', 'title', 'host'],
    })
    expect(render(content, { components: { link } }).get('i').text()).toBe('evil.example')
  })

  it('makes a link clickable only when something follows it or the text ended', async () => {
    const wrapper = render('see https://exam', { streaming: true })
    expect(wrapper.get('a').attributes('href')).toBeUndefined()
    await wrapper.setProps({ content: 'see https://example.com/a' })
    const link = wrapper.get('a').element
    expect(link.getAttribute('href')).toBeNull()
    await wrapper.setProps({ content: 'see https://example.com/a ' })
    await wrapper.setProps({ content: 'see https://example.com/a now' })
    expect(wrapper.get('a').attributes('href')).toBe('https://example.com/a')
    expect(wrapper.get('a').element).toBe(link)
    await wrapper.setProps({ content: 'see https://example.com/a now [b](https://example.com/b)' })
    expect(wrapper.findAll('a')[1]?.attributes('href')).toBeUndefined()
    await wrapper.setProps({ streaming: false })
    expect(wrapper.findAll('a')[1]?.attributes('href')).toBe('https://example.com/b')
  })

  it('requests an image only after a click', async () => {
    const wrapper = render('![a **chart**](https://example.com/a.png "title")')
    expect(wrapper.find('img').exists()).toBe(false)
    expect(wrapper.get('button').text()).toContain('a chart')
    await wrapper.get('button').trigger('click')
    expect(wrapper.get('img').attributes()).toMatchObject({
      src: 'https://example.com/a.png',
      alt: 'a chart',
      loading: 'lazy',
      referrerpolicy: 'no-referrer',
    })
  })

  it('loads an image of an allowed origin once it is complete', async () => {
    const images = { allow: [{ origin: 'https://example.com' }] }
    const global = { provide: { [markdownSettingsKey]: { images } } }
    const props = { content: '![a](https://example.com/a.png)', streaming: true }
    const wrapper = mount(RillMarkdown, { props, global })
    expect(wrapper.find('img').exists()).toBe(false)
    await wrapper.setProps({ content: `${props.content}\n` })
    expect(wrapper.find('img').exists()).toBe(false)
    await wrapper.setProps({ content: `${props.content}\n\nnext` })
    expect(wrapper.get('img').attributes('src')).toBe('https://example.com/a.png')
  })

  it('never requests while a definition is being typed', async () => {
    const images = { images: 'allow' as const }
    const global = { provide: { [markdownSettingsKey]: { images } } }
    const text = '![a][r] and more\n\n[r]: http://example.com/leak?d=1'
    const wrapper = mount(RillMarkdown, { props: { content: '', streaming: true }, global })
    for (let end = 1; end <= text.length; end++) {
      await wrapper.setProps({ content: text.slice(0, end) })
      expect(wrapper.find('img').exists()).toBe(false)
    }
    await wrapper.setProps({ content: `${text}\n` })
    expect(wrapper.get('img').attributes('src')).toBe('http://example.com/leak?d=1')
  })

  it('shows HTML as text', () => {
    const parser = new MarkdownIt({ html: true })
    const content =
      '<img src=x onerror=alert(1)>\n\na <b onclick=x>b</b>\n\n<script>alert(1)</script>'
    for (const wrapper of [render(content), render(content, { parser })]) {
      expect(wrapper.find('img, b, script').exists()).toBe(false)
      expect(wrapper.text()).toContain('<script>alert(1)</script>')
      expect(wrapper.text()).toContain('<b onclick=x>b</b>')
    }
  })

  it('leaves out directional overrides in text and names them in code', () => {
    const wrapper = render('a\u202eb\n\n```\nc\u202ed\n```')
    expect(wrapper.get('p').text()).toBe('ab')
    expect(wrapper.get('pre').text()).toBe('c⟦U+202E⟧d')
  })

  it.each([
    ['emphasis', '*a **a '.repeat(5_000)],
    ['closed emphasis', `${'*a **a '.repeat(2_000)}${'b** b* '.repeat(2_000)}`],
    ['quotes', `${'> '.repeat(5_000)}a`],
    ['lists', `${'- '.repeat(5_000)}a`],
    ['links', '['.repeat(20_000)],
  ])('survives ten thousand nested %s and can be unmounted', (_name, content) => {
    const wrapper = render(content)
    expect(wrapper.text().length).toBeGreaterThan(0)
    wrapper.unmount()
  })

  it('says so when nesting was cut', () => {
    const content = `${'**a '.repeat(200)}${'b** '.repeat(200)}`
    const wrapper = render(content)
    expect(wrapper.get('.rill-markdown-notice').text()).toContain('nested too deeply')
    expect(render('plain').find('.rill-markdown-notice').exists()).toBe(false)
  })

  it('does not draw the cells that short rows lack', () => {
    const columns = 100
    const content = `|${'a|'.repeat(columns)}\n|${'-|'.repeat(columns)}\n${'|x\n'.repeat(200)}`
    const wrapper = render(content)
    expect(wrapper.findAll('td')).toHaveLength(400)
    expect(wrapper.findAll('tbody tr')).toHaveLength(200)
  })

  it('lets only wide tables scroll', () => {
    expect(render(table(4)).find('.rill-table-scroll').exists()).toBe(false)
    expect(render(table(5)).get('.rill-table-scroll').attributes()).toMatchObject({
      tabindex: '0',
      role: 'group',
      'aria-label': 'Table',
    })
  })

  it('shows a block as plain text when its tokens cannot be drawn', () => {
    const parser = new MarkdownIt()
    parser.core.ruler.push('break', (state) => {
      for (const token of state.tokens) {
        if (token.content !== 'bad') continue
        Object.defineProperty(token.children?.[0] ?? {}, 'nesting', {
          get() {
            throw new TypeError('a plugin went wrong')
          },
        })
      }
    })
    const wrapper = render('good\n\nbad\n\nalso good', { parser })
    expect(wrapper.findAll('p').map((block) => block.text())).toEqual(['good', 'bad', 'also good'])
  })

  it('follows a change of language in what is already on the screen', async () => {
    const words = { table: 'Table' }
    const { reactive } = await import('vue')
    const labels = reactive(words)
    const global = { provide: { [markdownSettingsKey]: { labels: () => ({ ...labels }) } } }
    const wrapper = mount(RillMarkdown, {
      props: { content: '|a|b|c|d|e|\n|-|-|-|-|-|\n\nend' },
      global,
    })
    labels.table = '表格'
    await nextTick()
    expect(wrapper.get('.rill-table-scroll').attributes('aria-label')).toBe('表格')
  })
})

describe("RillMarkdown with an app's own components", () => {
  it('gives them typed props and their content as a slot', () => {
    const components = {
      fence: defineComponent(
        (props: FenceProps) => () => h('figure', `${props.info}|${props.code}|${props.closed}`),
        { props: ['code', 'info', 'closed'] },
      ),
      heading: defineComponent(
        (props: HeadingProps, { slots }) =>
          () =>
            h('div', { 'data-level': props.level }, slots['default']?.()),
        { props: ['level'] },
      ),
      link: defineComponent(
        (props: LinkProps, { slots }) =>
          () =>
            h('button', { 'data-href': props.href }, slots['default']?.()),
        { props: ['href', 'title'] },
      ),
      image: defineComponent((props: ImageProps) => () => h('i', props.alt), {
        props: ['source', 'alt', 'title', 'unfinished'],
      }),
      table: defineComponent(
        (_props: TableProps, { slots }) =>
          () =>
            h('table', { class: 'mine' }, slots['default']?.()),
        { props: ['closed'] },
      ),
    }
    const content =
      '## A *b*\n\n```js\nx\n```\n\n[c](https://example.com) ![d](https://example.com/e)\n\n|f|\n|-|\n|g|'
    const wrapper = render(content, { components })
    expect(wrapper.get('figure').text()).toBe('js|x\n|true')
    expect(wrapper.get('[data-level="2"]').html()).toContain('<em>b</em>')
    expect(wrapper.get('button').attributes('data-href')).toBe('https://example.com')
    expect(wrapper.get('i').text()).toBe('d')
    expect(wrapper.get('table.mine').text()).toBe('fg')
  })

  it('draws nothing again when the map is new and what it names is not', async () => {
    let drawn = 0
    const heading = defineComponent(
      (_props: HeadingProps, { slots }) =>
        () => {
          drawn++
          return h('div', slots['default']?.())
        },
      { props: ['level'] },
    )
    const text = '# One\n\n# Two\n\ntext'
    const wrapper = render(text, { components: { heading }, streaming: true })
    const before = drawn
    for (const more of [' a', ' a b', ' a b c']) {
      await wrapper.setProps({ content: text + more, components: { heading } })
    }
    expect(drawn).toBe(before)
    expect(wrapper.text()).toContain('text a b c')
  })
})
