import type { VNode } from 'vue'
import { h } from 'vue'
import { blockAt } from '../../markdown/blockList.ts'
import type { MarkdownBlock } from '../../markdown/markdownBlock.ts'
import { TASK_MARK } from '../../markdown/plugins/taskListRules.ts'
import type { BlockBrush, BlockDrawing } from './blockBrush.ts'
import type { Drawn } from './drawn.ts'
import { itemClass } from './listMarkup.ts'
import { drawWith } from './markdownComponents.ts'

/**
 * The first paragraph of an item stands in the item without an element of its own, in tight and in loose lists: a
 * blank line far below may make the list loose, and then only the list's class changes.
 */
export function drawListItem(
  { drawing, drawItems, drawLeafText }: BlockBrush,
  block: MarkdownBlock,
  depth: number,
  budget: number,
): Drawn {
  const { key } = block
  const first = blockAt(block.children, 0)
  if (first?.token.type !== 'paragraph_open') {
    const { children, nodes, limited } = drawItems(block.children.items, depth + 1, budget)
    const attributes = { key, class: itemClass(block, undefined), dir: 'auto' }
    return { vnode: h('li', attributes, children), nodes: nodes + 1, limited }
  }
  const rest = drawItems(block.children.items.slice(1), depth + 1, budget)
  const task = TASK_MARK.exec(first.inline?.children?.[0]?.content ?? '')
  const text = drawLeafText(first, depth, task === null ? 0 : task[0].length)
  const box = task === null ? [] : [drawTaskBox(drawing, task[1] !== ' ')]
  const attributes = { key, class: itemClass(block, task ?? undefined), dir: 'auto' }
  return {
    vnode: h('li', attributes, [...box, ...text.children, ...rest.children]),
    nodes: text.nodes + rest.nodes + 1,
    limited: text.limited || rest.limited,
  }
}

function drawTaskBox(
  { components: { taskItem }, taskDoneLabel, taskOpenLabel }: BlockDrawing,
  done: boolean,
): VNode {
  if (taskItem !== undefined) return drawWith(taskItem, { done }, { plain: done ? '[x] ' : '[ ] ' })
  return h('input', {
    class: 'rill-task-box',
    type: 'checkbox',
    disabled: true,
    checked: done,
    'aria-label': done ? taskDoneLabel : taskOpenLabel,
  })
}
