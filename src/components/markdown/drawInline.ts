import type { Token } from 'markdown-it'
import type { VNode } from 'vue'
import { createTextVNode, h } from 'vue'
import { CITATION } from '../../markdown/citations/citeTokens.ts'
import { visibleText } from '../../markdown/visibleText.ts'
import { drawCitation } from '../citations/drawCitation.ts'
import { cutIntoTextNodes } from './cutIntoTextNodes.ts'
import { drawCode } from './drawCode.ts'
import type { DrawnList } from './drawn.ts'
import type { LinkContext } from './drawLink.ts'
import { wrapLink } from './drawLink.ts'
import { drawFootnoteReference, drawInlineMath } from './drawPlugins.ts'
import type { KeptGroups } from './groupNodes.ts'
import { groupNodes } from './groupNodes.ts'
import { keep } from './keep.ts'
import type { Markup } from './markup.ts'
import { INLINE_MARKUP, UNKNOWN_INLINE } from './markup.ts'
import type { MarkdownComponents } from './markdownComponents.ts'
import { drawWith } from './markdownComponents.ts'
import { plainText } from './plainText.ts'
import RillMarkdownImage from './RillMarkdownImage.vue'
import { titleOf } from './titleOf.ts'
import { textOf, textRunEnd } from './textRun.ts'

/** What drawing needs to know besides the tokens. */
export interface InlineContext extends LinkContext {
  /** What every id in this document begins with. */
  readonly idPrefix: string
  /** Line breaks of the source become line breaks on the screen. */
  readonly breaks: boolean
  /** More text may still follow, so that what stands last is not acted on yet. */
  readonly open: boolean
  /** How many elements may stand inside one another here; deeper ones are left out, their text stays. */
  readonly depth: number
  /** What was drawn of this text before, where it may still grow: a token met again is not drawn again. */
  readonly kept?: KeptText
  /** Characters at the start of the first text that something else already shows, such as a task's box. */
  readonly skip: number
}

/** What a chip with its instance is worth in nodes. */
const CITATION_NODES = 8

/** What was drawn of texts that may still grow. */
export interface KeptText {
  readonly tokens: WeakMap<Token, KeptInline>
  readonly groups: KeptGroups
}

/** An element or a text at the top level of a block's text. */
export interface KeptInline {
  readonly vnode: VNode
  /** How many tokens it stands for, its own opening one aside. */
  readonly span: number
  readonly nodes: number
}

/** An element that is open while its children are drawn; without markup its children go to the element around it. */
interface OpenElement {
  /** Where its opening token stands, and how many nodes had been drawn before it. */
  readonly index: number
  readonly nodesBefore: number
  readonly children: VNode[]
  readonly wrap: ((children: VNode[]) => VNode) | undefined
}

/** Turns the children of one inline token into VNodes. */
export function drawInline(tokens: readonly Token[], context: InlineContext): DrawnList {
  return drawOneText(tokens, context) ?? drawAll(tokens, context)
}

/** What most cells and items are: nothing but a short text. */
function drawOneText(tokens: readonly Token[], { skip }: InlineContext): DrawnList | undefined {
  const [token] = tokens
  if (tokens.length > 1 || token?.type !== 'text' || skip > 0) return undefined
  const [piece, next] = cutIntoTextNodes(visibleText(token.content))
  if (piece === undefined || next !== undefined) return undefined
  return { children: [createTextVNode(piece.text)], nodes: 1, limited: false }
}

function drawAll(tokens: readonly Token[], context: InlineContext): DrawnList {
  const root: OpenElement = { index: -1, nodesBefore: 0, children: [], wrap: undefined }
  const stack: OpenElement[] = [root]
  const last = context.open ? lastShown(tokens) : -1
  let nodes = 0
  let limited = false
  let skip = context.skip

  const add = (vnode: VNode): void => {
    nodes++
    stack.at(-1)?.children.push(vnode)
  }
  const addText = (text: string): void => {
    const shown = visibleText(text.slice(skip))
    skip = 0
    for (const { text: piece, endsAtBreak } of cutIntoTextNodes(shown)) {
      add(createTextVNode(piece))
      if (endsAtBreak) add(h('wbr'))
    }
  }
  const addCitation = (token: Token, unfinished: boolean): void => {
    add(drawCitation(token, { unfinished, component: context.components.citation }))
    nodes += CITATION_NODES - 1
  }
  const enter = (index: number, wrap: OpenElement['wrap']): void => {
    const tooDeep = stack.length > context.depth
    if (tooDeep) limited = true
    stack.push({ index, nodesBefore: nodes, children: [], wrap: tooDeep ? undefined : wrap })
  }
  const leave = (index: number): void => {
    const element = stack.length > 1 ? stack.pop() : undefined
    if (element === undefined) return
    if (element.wrap === undefined) {
      for (const child of element.children) stack.at(-1)?.children.push(child)
      return
    }
    const vnode = element.wrap(element.children)
    add(vnode)
    const opening = tokens[element.index]
    if (stack.length > 1 || index >= last || opening === undefined) return
    const kept = {
      vnode: keep(vnode),
      span: index - element.index,
      nodes: nodes - element.nodesBefore,
    }
    context.kept?.tokens.set(opening, kept)
  }
  const drawToken = (token: Token, index: number): void => {
    if (token.nesting === -1) return leave(index)
    if (token.type === 'link_open') {
      return enter(index, wrapLink(tokens, { opening: index, last }, context))
    }
    if (token.nesting === 1) return enter(index, wrapMarkup(INLINE_MARKUP.get(token.type)))
    switch (token.type) {
      case 'softbreak':
        if (context.breaks) return add(h('br'))
        return addText('\n')
      case 'hardbreak':
        return add(h('br'))
      case 'code_inline':
        return add(drawCode(visibleText(token.content)))
      case 'math_inline':
        return add(drawInlineMath(token, index !== last, context.components))
      case 'footnote_reference':
        return add(drawFootnoteReference(token, context))
      case CITATION:
        return addCitation(token, index === last)
      case 'image':
        return add(drawImage(token, index === last, context.components))
      case 'text':
        return addText(textOf(tokens, index, runEnd(index)))
      default:
        return addText(token.content)
    }
  }
  /** The last of the tokens that are drawn as one text with this one. */
  const runEnd = (index: number): number => (context.breaks ? index : textRunEnd(tokens, index))

  /** Keeps a token that is a single node; the first one may have been cut by `skip`. */
  const keepLeaf = (token: Token, index: number, end: number, before: number): void => {
    const vnode = root.children[before]
    const isSingle =
      token.nesting === 0 && stack.length === 1 && root.children.length === before + 1
    if (!isSingle || vnode === undefined || index === 0 || end >= last) return
    context.kept?.tokens.set(token, { vnode: keep(vnode), span: end - index, nodes: 1 })
  }

  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]
    if (token === undefined) continue
    const kept = stack.length === 1 ? context.kept?.tokens.get(token) : undefined
    if (kept === undefined) {
      const before = root.children.length
      drawToken(token, index)
      const end = runEnd(index)
      keepLeaf(token, index, end, before)
      index = end
      continue
    }
    root.children.push(kept.vnode)
    nodes += kept.nodes
    index += kept.span
  }
  while (stack.length > 1) leave(tokens.length)
  return { children: groupNodes(root.children, context.kept?.groups), nodes, limited }
}

function wrapMarkup(markup: Markup = UNKNOWN_INLINE): OpenElement['wrap'] {
  const attributes = markup.class === undefined ? null : { class: markup.class }
  return (children) => h(markup.tag, attributes, children)
}

function drawImage(token: Token, unfinished: boolean, { image }: MarkdownComponents): VNode {
  const props = {
    source: String(token.attrGet('src') ?? ''),
    alt: visibleText(plainText(token.children ?? [])),
    title: titleOf(token),
    unfinished,
  }
  return image === undefined
    ? h(RillMarkdownImage, props)
    : drawWith(image, props, { plain: props.alt })
}

/** The token that stands last: what closes around it says nothing about whether it is whole. */
function lastShown(tokens: readonly Token[]): number {
  let index = tokens.length - 1
  while (index >= 0 && isInvisible(tokens[index])) index--
  return index
}

function isInvisible(token: Token | undefined): boolean {
  if (token === undefined || token.type === 'link_close') return false
  return token.nesting === -1 || (token.type === 'text' && token.content === '')
}
