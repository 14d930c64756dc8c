import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { VueWrapper } from '@vue/test-utils'
import { createSSRApp, defineComponent, h, nextTick } from 'vue'
import { renderToString } from 'vue/server-renderer'
import type { DiagramProps, FootnoteProps, MathProps, TaskItemProps } from '../../../src/index.ts'
import RillMarkdown from '../../../src/components/markdown/RillMarkdown.vue'
import type { Highlighter } from '../../../src/markdown/highlight/highlighter.ts'
import { diagramPlugin } from '../../../src/diagrams.ts'
import { footnotePlugin } from '../../../src/footnotes.ts'
import { mathPlugin } from '../../../src/math.ts'
import { RICH_ANSWER } from '../../support/richAnswer.ts'

const plugins = [mathPlugin(), footnotePlugin(), diagramPlugin()]
const wrappers: VueWrapper[] = []
afterEach(() => {
  for (const wrapper of wrappers.splice(0)) wrapper.unmount()
})

const highlighter: Highlighter = {
  open: async (language) =>
    language === 'js'
      ? { highlight: (lines) => lines.map((text) => [{ text, light: 'red', dark: 'pink' }]) }
      : undefined,
}

function draw(content: string, props: Record<string, unknown> = {}) {
  const wrapper = mount(RillMarkdown, {
    props: { content, plugins, idPrefix: 'a', ...props },
    attachTo: document.body,
  })
  wrappers.push(wrapper)
  return wrapper
}

describe('formulas', () => {
  it('are drawn once whole; money is text', async () => {
    const wrapper = draw('$19 and $39, and $x^2$.\n\n$$\na\n$$\n')
    await vi.waitFor(() => expect(wrapper.findAll('math')).toHaveLength(2), 5_000)
    expect(wrapper.text()).toContain('$19 and $39')
    expect(wrapper.find('.rill-math-display math').attributes('display')).toBe('block')
  })

  it('show their source while they are typed, without their marks', async () => {
    const wrapper = draw('so $x^2 + ', { streaming: true })
    expect(wrapper.find('.rill-math-source').text()).toBe('x^2 +')
    await wrapper.setProps({ content: 'so $x^2 + 1$ is' })
    await vi.waitFor(() => expect(wrapper.findAll('math')).toHaveLength(1), 5_000)
    await wrapper.setProps({ content: 'so $x^2 + 1$ is\n\n$$\n\\frac{a}' })
    expect(wrapper.find('.rill-math-display .rill-math-source').text()).toBe('\\frac{a}')
  })

  it('show their source where they are not TeX, refused or too long', async () => {
    const bad = ['\\frac{', '\\href{javascript:x}{y}', `{${'x'.repeat(5_000)}}`]
    const wrapper = draw(`${bad.map((tex) => `$$\n${tex}\n$$`).join('\n\n')}\n\n$y$ end`)
    await vi.waitFor(() => expect(wrapper.findAll('math')).toHaveLength(1), 5_000)
    expect(wrapper.findAll('.rill-math-source').map((code) => code.text())).toEqual(bad)
  })
})

describe('notes', () => {
  it('are referred to once they have come, and lead back', async () => {
    const wrapper = draw('See[^1].', { streaming: true })
    expect(wrapper.text()).toBe('See[^1].')
    await wrapper.setProps({ content: 'See[^1].\n\n[^1]: A *note*\n' })
    const link = wrapper.get('.rill-note-link')
    expect(link.attributes('href')).toBe('#rill-a_note-1')
    expect(link.attributes('aria-label')).toBe('Note 1')
    await link.trigger('click')
    expect(document.activeElement?.id).toBe('rill-a_note-1')
    await wrapper.get('.rill-note-back').trigger('click')
    expect(document.activeElement).toBe(link.element)
    expect(wrapper.get('.rill-note-text').html()).toContain('<em>note</em>')
  })

  it('a reference to none stays text', () => {
    expect(draw('[^none] and [^1]: x').text()).toBe('[^none] and [^1]: x')
  })
})

describe('headings', () => {
  it('have an id once they are whole, which never changes', async () => {
    const wrapper = draw('# One', { streaming: true })
    expect(wrapper.get('h1').attributes('id')).toBeUndefined()
    await wrapper.setProps({ content: '# One\n\n# One\n\n## 中文 标题\n\n' })
    const ids = (): unknown[] =>
      wrapper.findAll('h1, h2').map((heading) => heading.attributes('id'))
    expect(ids()).toEqual(['rill-a-one', 'rill-a-one-1', 'rill-a-中文-标题'])
    await wrapper.setProps({ content: 'other\n\n# One\n', streaming: false })
    expect(ids()).toEqual(['rill-a-one'])
  })
})

describe('tables', () => {
  it('are copied as Markdown and as values, the rows that are there', async () => {
    const writeText = vi.fn<(text: string) => Promise<void>>(async () => undefined)
    Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true })
    const wrapper = draw('| a | b |\n|---|---|\n| 1 | =x |\n', { streaming: true })
    await wrapper.setProps({ content: '| a | b |\n|---|---|\n| 1 | =x |\n| 2 | 3 |\n' })
    await wrapper.get('[data-action=csv]').trigger('click')
    expect(writeText).toHaveBeenLastCalledWith("a,b\r\n1,'=x\r\n2,3\r\n")
    await wrapper.get('[data-action=markdown]').trigger('click')
    expect(writeText).toHaveBeenLastCalledWith('| a | b |\n| --- | --- |\n| 1 | =x |\n| 2 | 3 |\n')
    await vi.waitFor(() => expect(wrapper.get('[data-action=markdown]').text()).toBe('Copied'))
  })
})

describe('code', () => {
  it('wraps its lines when asked to', async () => {
    const wrapper = draw('```js\na\n```\n')
    const button = wrapper.get('.rill-code-wrap')
    expect(button.attributes('aria-pressed')).toBe('false')
    await button.trigger('click')
    expect(button.attributes('aria-pressed')).toBe('true')
    expect(wrapper.get('pre').classes()).toContain('rill-code-wrapped')
  })

  it('is coloured line by line; its text and its line elements stay', async () => {
    const wrapper = draw('```js\none\ntwo\nthr', { streaming: true, highlighter })
    const [first] = wrapper.findAll('.rill-code-line')
    await vi.waitFor(() => expect(wrapper.findAll('.rill-code-run')).toHaveLength(2))
    expect(wrapper.findAll('.rill-code-line')[0]?.element).toBe(first?.element)
    await wrapper.setProps({ content: '```js\none\ntwo\nthree\n```\n', streaming: false })
    await vi.waitFor(() => expect(wrapper.findAll('.rill-code-run')).toHaveLength(3))
    expect(wrapper.get('code').element.textContent).toBe('one\ntwo\nthree\n')
  })

  it('keeps the selection: a line that holds an end of it is coloured when it has left', async () => {
    const wrapper = draw('```js\none\ntwo\n```\n', { highlighter })
    const text = wrapper.find('.rill-code-line').element.firstChild
    if (text === null) throw new Error('the line is empty')
    document.getSelection()?.setBaseAndExtent(text, 0, text, 2)
    await vi.waitFor(() => expect(wrapper.findAll('.rill-code-run')).toHaveLength(1))
    expect(document.getSelection()?.anchorNode?.isConnected).toBe(true)
    document.getSelection()?.removeAllRanges()
    document.dispatchEvent(new Event('selectionchange'))
    await nextTick()
    expect(wrapper.findAll('.rill-code-run')).toHaveLength(2)
  })

  it('of a language that the highlighter does not know is plain', async () => {
    const wrapper = draw('```klingon\none\n```\n', { highlighter })
    await nextTick()
    expect(wrapper.findAll('.rill-code-run')).toHaveLength(0)
    expect(wrapper.get('code').text()).toBe('one')
  })
})

describe('components of an app', () => {
  it('draw formulas, diagrams, notes and tasks in place of the kit’s own', () => {
    const components = {
      math: defineComponent<MathProps>(
        (props) => () => h('b', `m:${props.source}:${props.display}:${props.closed}`),
        { props: ['source', 'display', 'closed'] },
      ),
      diagram: defineComponent<DiagramProps>(
        (props) => () => h('b', `d:${props.source.trim()}:${props.closed}`),
        { props: ['source', 'language', 'closed'] },
      ),
      footnote: defineComponent<FootnoteProps>(
        (props, { slots }) =>
          () =>
            h('b', ['n:', props.label, slots.default?.()]),
        { props: ['label', 'id'] },
      ),
      taskItem: defineComponent<TaskItemProps>((props) => () => h('b', `t:${props.done}`), {
        props: ['done'],
      }),
    }
    const wrapper = draw('$x$\n\n- [x] a\n\n```mermaid\npie\n```\n\n[^1]: note\n', { components })
    const texts = wrapper.findAll('b').map((part) => part.text())
    expect(texts).toEqual(['m:x:false:true', 't:true', 'd:pie:true', 'n:1note'])
  })

  it('that throw are replaced by the source', async () => {
    const report = vi.spyOn(console, 'error').mockImplementation(() => {})
    const math = defineComponent(() => () => {
      throw new TypeError('broken')
    })
    const wrapper = draw('a $x^2$ b', { components: { math } })
    await nextTick()
    expect(wrapper.text()).toBe('a x^2 b')
    expect(report).toHaveBeenCalledOnce()
    report.mockRestore()
  })
})

it('without plugins, formulas and notes are text', () => {
  const wrapper = draw('a $x$ b[^1]\n\n```mermaid\npie\n```\n', { plugins: [] })
  expect(wrapper.text()).toContain('a $x$ b[^1]')
  expect(wrapper.get('code').text()).toBe('pie')
})

const renderRich = (): ReturnType<typeof h> =>
  h(RillMarkdown, {
    content: RICH_ANSWER,
    plugins: [mathPlugin(), footnotePlugin()],
    highlighter,
  })

it('takes over what a server has drawn, and then draws formulas', async () => {
  const root = document.createElement('div')
  document.body.append(root)
  root.innerHTML = await renderToString(createSSRApp({ render: renderRich }))
  const heading = root.querySelector('h2')
  const line = root.querySelector('.rill-code-line')
  const app = createSSRApp({ render: renderRich })
  app.mount(root)
  expect(root.querySelector('h2')).toBe(heading)
  await vi.waitFor(() => expect(root.querySelectorAll('math')).toHaveLength(5), 5_000)
  expect(root.querySelector('.rill-code-line')).toBe(line)
  app.unmount()
  root.remove()
})
