import type { Token } from 'markdown-it'
import type { VNode, VNodeArrayChildren } from 'vue'
import { createTextVNode, h } from 'vue'
import type { LinkPolicy } from '../../markdown/linkUrl.ts'
import { resolveLinkUrl } from '../../markdown/linkUrl.ts'
import { visibleText } from '../../markdown/visibleText.ts'
import type { Markup } from './markup.ts'
import { INLINE_MARKUP, UNKNOWN_INLINE } from './markup.ts'
import RillMarkdownImage from './RillMarkdownImage.vue'

/** What drawing needs to know besides the tokens. */
export interface InlineContext {
  readonly links: LinkPolicy
  /** Line breaks of the source become line breaks on the screen. */
  readonly breaks: boolean
  /** More text may still follow, so that what stands last is not acted on yet. */
  readonly open: boolean
  /** How many elements may stand inside one another here; deeper ones are left out, their text stays. */
  readonly depth: number
  /** Characters at the start of the first text that something else already shows, such as a task's box. */
  readonly skip: number
}

export interface DrawnInline {
  readonly children: VNodeArrayChildren
  /** Elements and text nodes. */
  readonly nodes: number
  /** Nesting was cut. */
  readonly limited: boolean
}

/**
 * A text node longer than this is drawn as several. Browsers lay a text node out anew when it grows, so that one node
 * for a long paragraph costs more with each word.
 */
const TEXT_NODE_LENGTH = 1_024

const LINK_ATTRIBUTES = {
  class: 'rill-link',
  target: '_blank',
  rel: 'noopener noreferrer nofollow ugc',
  referrerpolicy: 'no-referrer',
}

/** An element that is open while its children are drawn; without markup its children go to the element around it. */
interface OpenElement {
  readonly children: VNode[]
  readonly wrap: ((children: VNode[]) => VNode) | undefined
}

/** Turns the children of one inline token into VNodes. */
export function drawInline(tokens: readonly Token[], context: InlineContext): DrawnInline {
  const root: OpenElement = { children: [], wrap: undefined }
  const stack: OpenElement[] = [root]
  const last = context.open ? lastShown(tokens) : -1
  let nodes = 0
  let limited = false
  let skip = context.skip

  const add = (node: VNode): void => {
    nodes++
    stack.at(-1)?.children.push(node)
  }
  const addText = (text: string): void => {
    const shown = visibleText(text.slice(skip))
    skip = 0
    for (let at = 0; at < shown.length; at += TEXT_NODE_LENGTH) {
      add(createTextVNode(shown.slice(at, at + TEXT_NODE_LENGTH)))
    }
  }
  const enter = (wrap: OpenElement['wrap']): void => {
    const tooDeep = stack.length > context.depth
    if (tooDeep) limited = true
    stack.push({ children: [], wrap: tooDeep ? undefined : wrap })
  }
  const leave = (): void => {
    const element = stack.length > 1 ? stack.pop() : undefined
    if (element === undefined) return
    if (element.wrap === undefined) stack.at(-1)?.children.push(...element.children)
    else add(element.wrap(element.children))
  }

  tokens.forEach((token, index) => {
    if (token.nesting === -1) return leave()
    if (token.type === 'link_open') {
      return enter(wrapLink(token, closesAt(tokens, index, last), context.links))
    }
    if (token.nesting === 1) return enter(wrapMarkup(INLINE_MARKUP.get(token.type)))
    switch (token.type) {
      case 'softbreak':
        return context.breaks ? add(h('br')) : addText('\n')
      case 'hardbreak':
        return add(h('br'))
      case 'code_inline':
        return add(h('code', { class: 'rill-code-inline' }, visibleText(token.content)))
      case 'image':
        return add(drawImage(token, index === last))
      default:
        return addText(token.content)
    }
  })
  while (stack.length > 1) leave()
  return { children: root.children, nodes, limited }
}

function wrapMarkup(markup: Markup = UNKNOWN_INLINE): OpenElement['wrap'] {
  const attributes = markup.class === undefined ? null : { class: markup.class }
  return (children) => h(markup.tag, attributes, children)
}

/** A link without an address while it may still change: no click, no drag, no preview leads to half an address. */
function wrapLink(token: Token, unfinished: boolean, links: LinkPolicy): OpenElement['wrap'] {
  const href = resolveLinkUrl(String(token.attrGet('href') ?? ''), links)
  if (href === undefined) return undefined
  if (unfinished || href === '') return (children) => h('a', { class: 'rill-link' }, children)
  const title = titleOf(token)
  return (children) => h('a', { ...LINK_ATTRIBUTES, href, title }, children)
}

function drawImage(token: Token, unfinished: boolean): VNode {
  return h(RillMarkdownImage, {
    source: String(token.attrGet('src') ?? ''),
    alt: visibleText(plainText(token.children ?? [])),
    title: titleOf(token),
    unfinished,
  })
}

function titleOf(token: Token): string | undefined {
  const title = token.attrGet('title')
  return title === null ? undefined : visibleText(String(title))
}

/** What tokens say without their markup, as the alternative text of an image or in place of a block that failed. */
export function plainText(tokens: readonly Token[]): string {
  return tokens
    .map((token) => {
      if (token.type === 'softbreak' || token.type === 'hardbreak') return '\n'
      return token.children === null || token.children.length === 0
        ? token.content
        : plainText(token.children)
    })
    .join('')
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

/** Whether the link opened here ends with the token at `end`. */
function closesAt(tokens: readonly Token[], opening: number, end: number): boolean {
  if (tokens[end]?.type !== 'link_close') return false
  // Links do not nest, so the first closing one is this link's.
  for (let index = opening + 1; index < end; index++) {
    if (tokens[index]?.type === 'link_close') return false
  }
  return true
}
