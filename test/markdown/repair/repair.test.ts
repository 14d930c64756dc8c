import MarkdownIt from 'markdown-it'
import { describe, expect, it } from 'vitest'
import { createMarkdownDocument } from '../../../src/markdown.ts'
import { closeInline } from '../../../src/markdown/repair/closeInline.ts'
import { CORPUS } from '../support/corpus.ts'

/** What a reader sees at each prefix: the text of the page, without tags. */
function seen(text: string): string[] {
  const document = createMarkdownDocument({ repair: true })
  return Array.from(text, (character) => {
    document.append(character)
    return document
      .html()
      .replaceAll(/<[^>]*>/g, '')
      .replaceAll(/\s+/g, ' ')
      .trim()
  })
}

describe('the open end of a text', () => {
  it.each([
    ['a **bold *it', 'a **bold *it***'],
    ['a **bold*', 'a **bold**'],
    ['a **bold** *', 'a **bold**'],
    ['a ***both', 'a ***both***'],
    ['a ***both**', 'a ***both***'],
    ['a _b', 'a _b_'],
    ['~~gone~', '~~gone~~'],
    ['snake_case', 'snake_case'],
    ['2 * 3 * 4', '2 * 3 * 4'],
    ['a **b ', 'a **b**'],
    ['**', ''],
    ['a `code', 'a `code`'],
    ['a ``co`de`', 'a ``co`de``'],
    ['a **b `c', 'a **b `c`**'],
    ['a `*b', 'a `*b`'],
    ['a `', 'a'],
    ['a `` `', 'a'],
    ['a `` ` ', 'a `` ` ``'],
    ['a **!', 'a'],
    ['a **!b', 'a **!b**'],
    ['see [the **label', 'see the **label**'],
    ['see [label]', 'see label'],
    ['see [label](http://e', 'see [label](<>)'],
    ['see ![alt](http://e', 'see'],
    ['a source [1', 'a source'],
    ['a source [1]', 'a source [1]'],
    ['[ ', ''],
    ['an <http://e', 'an'],
    ['an &am', 'an'],
    ['a \\', 'a'],
    ['escaped \\*a', 'escaped \\*a'],
    ['[done](/a) [open', '[done](/a) open'],
    ['粗体 **文字', '粗体 **文字**'],
  ])('shows %j as %j', (text, shown) => {
    expect(closeInline(text)).toBe(shown)
  })

  it.each([
    'some **bold** and *it* and ***both*** and ~~gone~~ end',
    'a `code` and ``more `code` `` end',
    'see [a **bold** link](https://example.com "title") end',
    'an ![image](https://example.com/a.png) end',
    '- [ ] a task\n- [x] done\n- **bold**\n\nend',
    '| a | **b** |\n|---|---|\n| 1 | `2` |\n\nend',
    'text\n- item\n- item\n\ntext\n1. one\n2. two\n',
    '# A *heading*\n\n## Another\n\n***\n\nend',
    '中文 **粗体** 和 [链接](https://example.com)。',
    'a [1] and [2], <https://example.com> &amp; \\* end',
    '[`code` in a label](https://example.com) at the start',
  ])('never shows markup that a later character takes away: %s', (text) => {
    const last = seen(text).at(-1) ?? ''
    const parser = new MarkdownIt({ linkify: true })
    const whole = parser
      .render(text)
      .replaceAll(/<[^>]*>/g, '')
      .replaceAll(/\s+/g, ' ')
      .trim()
    expect(last).toBe(whole)
    // An address or a bracketed number may come late, but what is seen only ever grows.
    const shrinking = seen(text).filter((now, index, all) => !now.startsWith(all[index - 1] ?? ''))
    expect(shrinking.filter((now) => !/\[|^an$/.test(now))).toEqual([])
  })

  it('shows the same through renderer rules of your own, which may change what they draw', () => {
    const parser = new MarkdownIt({ linkify: true })
    parser.renderer.rules['link_open'] = (tokens, index, options, _env, self) => {
      tokens[index]?.attrPush(['target', '_blank'])
      return self.renderToken(tokens, index, options)
    }
    const own = createMarkdownDocument({ parser, repair: true })
    const stock = createMarkdownDocument({ repair: true })
    const text =
      '# A [*label*](https://example.com) **bold** text\n\n![image](/a.png) and `code`\n-'
    for (const character of text) {
      own.append(character)
      stock.append(character)
      const expected = stock.html().replaceAll(/(<a href="[^"]*")/g, '$1 target="_blank"')
      expect([own.html(), own.html()]).toEqual([expected, expected])
    }
  })

  it('does not turn the paragraph above into a heading while a list begins', () => {
    const document = createMarkdownDocument({ repair: true })
    document.append('A paragraph\n-')
    expect(document.html()).toBe('<p>A paragraph</p>\n')
    document.append('--\n')
    expect(document.html()).toBe('<h2>A paragraph</h2>\n')
  })

  it.each([
    ['A paragraph\n  - a', '<h'],
    ['- one\n  - two', '<h'],
    ['- one\n\n  - two', '-'],
    ['> quoted\n>   - item', '<h'],
    ['1. one\n   === a', '='],
    [' *** \n  *** \n', '<li'],
    ['text\n  # a', '#'],
    ['text\n  ``` js\n', '`'],
  ])('does not show %j as something else for a moment, indented as it is', (text, other) => {
    const document = createMarkdownDocument({ repair: true })
    const parser = new MarkdownIt({ linkify: true })
    for (const character of text) {
      document.append(character)
      expect(document.html().includes(other) && !parser.render(text).includes(other)).toBe(false)
    }
  })

  it('shows a table only as a table', () => {
    const text = 'Before:\n| a | b |\n|:--|--:|\n| 1 | 2 |\n'
    const document = createMarkdownDocument({ repair: true })
    for (const character of text) {
      document.append(character)
      expect(document.html()).not.toContain('|')
    }
    expect(document.html()).toContain('<td style="text-align:right">2</td>')
  })

  it('lets a line that only looks like a table through once it is clear', () => {
    const document = createMarkdownDocument({ repair: true })
    document.append('| not a table\nbut text')
    expect(document.html()).toBe('<p>| not a table\nbut text</p>\n')
  })

  it('shows all of the text as it stands once it ended', () => {
    const parser = new MarkdownIt({ linkify: true })
    for (const text of [
      'a **b',
      '[a](http://e',
      '| a |',
      'a\n-',
      '```\na\n``',
      '- ',
      '[it]: http://e',
    ]) {
      const document = createMarkdownDocument({ parser, repair: true })
      for (const character of text) {
        document.append(character)
        document.html()
      }
      document.finish()
      expect(document.html()).toBe(parser.render(text))
    }
  })

  it('touches nothing but the end: blocks above keep their objects', () => {
    for (const text of CORPUS) {
      const document = createMarkdownDocument({ repair: true })
      document.append('# kept *a*\n\nkept **b**\n\n***\n')
      const kept = document.blocks.slice(0, 2)
      for (const character of text) {
        document.append(character)
        expect(document.blocks[0]).toBe(kept[0])
        expect(document.blocks[1]).toBe(kept[1])
      }
    }
  })

  it.each([
    ['a | b', '--|--'],
    ['a | b', ':-|-:'],
    ['a | b', '-- | :--: |'],
    ['| a | b |', '|--|--|'],
  ])('never shows a delimiter row as text: %s over %s', (head, row) => {
    for (const text of seen(`${head}\n${row}\n1 | 2\n`)) expect(text).not.toMatch(/[-:]/)
  })

  it('never shows a definition, nor its title', () => {
    const definitions = [
      '[label]: https://a.example "a title"',
      "[label]: </u> 'of\ttwo'",
      '[label]:\t/u\t(x)',
    ]
    for (const definition of definitions) {
      expect(new Set(seen(`\n${definition}\n${definition}\n`))).toEqual(new Set(['']))
    }
  })

  it('resolves a definition only once its line has ended, wherever its label stands', () => {
    const document = createMarkdownDocument({ repair: true })
    document.append('![a][long label]\n\n')
    for (const character of '> [long\n> label]: http://example.com/leak') {
      document.append(character)
      expect(document.html()).not.toContain('src')
    }
    document.append('\n')
    expect(document.html()).toContain('src="http://example.com/leak"')
  })

  it('takes time in proportion to the open text', () => {
    const started = performance.now()
    for (const piece of [
      '*a **a ',
      '[',
      '[a](',
      '`',
      '\\`',
      '<a',
      '![[]()',
      '_*',
      '~~a~',
      '&',
      '](',
      '**a `b` ',
    ]) {
      closeInline(piece.repeat(Math.ceil(20_000 / piece.length)))
    }
    expect(performance.now() - started).toBeLessThan(4_000)
  })
})
