import MarkdownIt from 'markdown-it'
import { expect, it } from 'vitest'
import { createMarkdownDocument, taskListRules } from '../../../src/markdown.ts'
import { createIncrementalReader } from '../../../src/markdown/incrementalReader.ts'

const TEXT =
  '- [ ] open\n- [x] *done*\n  - [X] inner\n- [x]\n- # [ ] heading\n\n1. [ ] one\n\n[ ] no task\n'

it('draws tasks as boxes, only where an item begins with the mark', () => {
  const html = new MarkdownIt().use(taskListRules).render(TEXT)
  expect(html.match(/<input type="checkbox" disabled="">/g)).toHaveLength(2)
  expect(html.match(/<input type="checkbox" disabled="" checked="">/g)).toHaveLength(2)
  expect(html).toContain('<li>[x]</li>')
  expect(html).toContain('<p>[ ] no task</p>')
  expect(html).toContain('<h1>[ ] heading</h1>')
})

it('equals one shot at every prefix, read incrementally', () => {
  const parser = new MarkdownIt().use(taskListRules)
  expect(createIncrementalReader(parser, { length: 0, items: [] })).toBeDefined()
  const document = createMarkdownDocument({ parser })
  for (const character of TEXT) {
    document.append(character)
    expect(document.html()).toBe(new MarkdownIt().use(taskListRules).render(document.source))
  }
})
