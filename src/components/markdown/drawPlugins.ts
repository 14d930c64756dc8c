import type { Token } from 'markdown-it'
import type { Component, VNode } from 'vue'
import { createTextVNode, h } from 'vue'
import type { MarkdownBlock } from '../../markdown/markdownBlock.ts'
import { labelOf } from '../../markdown/plugins/labelOf.ts'
import { visibleText } from '../../markdown/visibleText.ts'
import { languageOf } from './codeChunks.ts'
import type { Drawn, DrawnList } from './drawn.ts'
import type { HeadingIds } from './headingIds.ts'
import { noteIdOf } from './headingIds.ts'
import type { DiagramProps, MarkdownComponents } from './markdownComponents.ts'
import { drawWith } from './markdownComponents.ts'
import { UNKNOWN_BLOCK } from './markup.ts'
import { plainText } from './plainText.ts'

/** Languages of fences that are diagrams. */
const DIAGRAMS: ReadonlySet<string> = new Set(['mermaid'])

export function isDiagram(fence: Token): boolean {
  return DIAGRAMS.has(languageOf(fence.info).toLowerCase())
}

export function drawDiagram(
  { key, token, closed }: MarkdownBlock,
  component: Component<DiagramProps>,
  citations: readonly VNode[] | undefined,
): VNode {
  const language = languageOf(token.info).toLowerCase()
  const props = { source: token.content, language, closed }
  return drawWith(component, props, {
    key,
    plain: visibleText(token.content),
    behind: citations,
  })
}

/** A formula on lines of its own; its source where nothing draws formulas. */
export function drawMathBlock(
  { key, token, closed }: MarkdownBlock,
  { math }: MarkdownComponents,
  citations: readonly VNode[] | undefined,
): VNode {
  const isWhole = token.meta?.closed === true
  // The first half of a closing mark that is being typed.
  const source = isWhole || closed ? token.content : token.content.replace(/(^|\n)[$\\]$/, '')
  const plain = visibleText(source)
  if (math === undefined) {
    return h('p', { key, class: 'rill-paragraph rill-plain' }, [plain, ...(citations ?? [])])
  }
  const props = { source, display: true, closed: isWhole }
  return drawWith(math, props, { key, plain, behind: citations })
}

export function drawInlineMath(token: Token, closed: boolean, { math }: MarkdownComponents): VNode {
  const { content: source } = token
  const plain = visibleText(source)
  if (math === undefined) return h('code', { class: 'rill-code-inline' }, plain)
  return drawWith(math, { source, display: token.meta?.display === true, closed }, { plain })
}

/** A note where it is written, its blocks drawn already. */
export function drawFootnote(
  block: MarkdownBlock,
  { children, nodes, limited }: DrawnList,
  { components, ids }: { components: MarkdownComponents; ids: HeadingIds },
): Drawn {
  const { key, token } = block
  const label = labelOf(token.meta)
  const { footnote } = components
  if (footnote === undefined) {
    return {
      vnode: h(UNKNOWN_BLOCK.tag, { key, class: UNKNOWN_BLOCK.class }, children),
      nodes,
      limited,
    }
  }
  const plain = visibleText(plainText(block.tokens))
  const props = { label: visibleText(label), id: ids.noteId(token.map?.[0] ?? 0, label) ?? '' }
  const vnode = drawWith(footnote, props, { key, plain, children: () => children })
  return { vnode, nodes: nodes + 4, limited }
}

export function drawFootnoteReference(
  token: Token,
  { components, idPrefix }: { components: MarkdownComponents; idPrefix: string },
): VNode {
  const { footnoteReference } = components
  const plain = visibleText(token.content)
  if (footnoteReference === undefined) return createTextVNode(plain)
  const label = labelOf(token.meta)
  const props = { label: visibleText(label), noteId: noteIdOf(idPrefix, label) }
  return drawWith(footnoteReference, props, { plain })
}
