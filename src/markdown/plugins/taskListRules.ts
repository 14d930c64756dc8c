import type { MarkdownIt, Token } from 'markdown-it'

/** "A task list item is a list item where the first block in it is a paragraph which begins with a task list item marker." */
export const TASK_MARK = /^\[([ xX])\] /

/**
 * Task lists for the HTML of a markdown-it: `- [ ] to do` becomes a disabled checkbox. Only drawing changes, not what is
 * read, so that growing text is read incrementally. `RillMarkdown` draws tasks without it.
 *
 * @example
 * createMarkdownDocument({ parser: new MarkdownIt().use(taskListRules) })
 */
export function taskListRules({ renderer }: MarkdownIt): void {
  const drawText = renderer.rules.text
  const drawItem = renderer.rules.list_item_open
  /** Texts whose mark is drawn as a box already. */
  const marked = new WeakSet<Token>()

  renderer.rules.list_item_open = (tokens, index, options, env, self) => {
    const tag =
      drawItem?.(tokens, index, options, env, self) ?? self.renderToken(tokens, index, options)
    const isParagraph = tokens[index + 1]?.type === 'paragraph_open'
    const text = isParagraph ? tokens[index + 2]?.children?.[0] : undefined
    const mark = text?.type === 'text' ? TASK_MARK.exec(text.content) : null
    if (text === undefined || mark === null) return tag
    marked.add(text)
    const checked = mark[1] === ' ' ? '' : ' checked=""'
    return `${tag}<input type="checkbox" disabled=""${checked}> `
  }
  renderer.rules.text = (tokens, index, options, env, self) => {
    const token = tokens[index]
    const html = drawText?.(tokens, index, options, env, self) ?? ''
    // The mark has no character that HTML would write otherwise.
    return token !== undefined && marked.has(token) ? html.replace(TASK_MARK, '') : html
  }
}
