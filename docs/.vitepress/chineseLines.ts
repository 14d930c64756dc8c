import type { MarkdownRenderer } from 'vitepress'

const WIDE = /[\p{Script=Han}\u3001-\u303F\uFF01-\uFF60“”‘’…—]/u
const WIDE_MARK = /[\u3001-\u303F\uFF01-\uFF60]/u

/**
 * A line break in a source is a space on the page, and Chinese has none between its words: lines that end or begin in
 * Chinese are joined without one.
 */
export function joinChineseLines(markdown: MarkdownRenderer): void {
  markdown.renderer.rules.softbreak = (tokens, index) => {
    const before = tokens
      .slice(0, index)
      .findLast(({ content }) => content !== '')
      ?.content.at(-1)
    const after = tokens
      .slice(index + 1)
      .find(({ content }) => content !== '')
      ?.content.at(0)
    if (before === undefined || after === undefined) return '\n'
    const isBetweenWide = WIDE.test(before) && WIDE.test(after)
    return isBetweenWide || WIDE_MARK.test(before) || WIDE_MARK.test(after) ? '' : '\n'
  }
}
