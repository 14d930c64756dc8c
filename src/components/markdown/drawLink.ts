import type { Token } from 'markdown-it'
import type { VNode } from 'vue'
import { h } from 'vue'
import type { LinkPolicy } from '../../markdown/linkUrl.ts'
import { resolveLinkUrl } from '../../markdown/linkUrl.ts'
import { misleadingHost } from '../../markdown/misleadingHost.ts'
import type { MarkdownComponents } from './markdownComponents.ts'
import { drawWith } from './markdownComponents.ts'
import { plainText } from './plainText.ts'
import { titleOf } from './titleOf.ts'

/** What drawing a link needs to know besides the tokens. */
export interface LinkContext {
  readonly links: LinkPolicy
  /** In front of the host of a link whose label reads as another one. */
  readonly leadsToLabel: string
  readonly components: MarkdownComponents
}

const LINK_ATTRIBUTES = {
  class: 'rill-link',
  target: '_blank',
  rel: 'noopener noreferrer nofollow ugc',
  referrerpolicy: 'no-referrer',
}

/**
 * How the link opened at a token is drawn; `last` is the token that text may still follow. Nothing where the link is
 * refused: it is its text then. A link without an address while it may still change: no click, no drag, no preview leads
 * to half an address.
 */
export function wrapLink(
  tokens: readonly Token[],
  { opening, last }: { readonly opening: number; readonly last: number },
  { links, leadsToLabel, components }: LinkContext,
): ((children: VNode[]) => VNode) | undefined {
  const token = tokens[opening]
  const written = String(token?.attrGet('href') ?? '')
  const address = resolveLinkUrl(written, links)
  if (address === undefined) return undefined
  const unfinished = closesAt(tokens, opening, last)
  const href = unfinished || address === '' ? undefined : address
  const title = titleOf(token)
  // What the answer says is judged, not what an app makes of it.
  const host = href === undefined ? undefined : misleadingHost(labelAt(tokens, opening), written)
  const { link } = components
  if (link !== undefined) {
    const props = host === undefined ? { href, title } : { href, title, host }
    const plain = labelAt(tokens, opening) || address
    return (children) => drawWith(link, props, { plain, children: () => children })
  }
  if (href === undefined) return (children) => h('a', { class: 'rill-link' }, children)
  const note = host === undefined ? [] : [drawHost(host, leadsToLabel)]
  return (children) => h('a', { ...LINK_ATTRIBUTES, href, title }, [...children, ...note])
}

/** Within the link, so that it is part of the link's name to those who hear it. */
function drawHost(host: string, leadsToLabel: string): VNode {
  return h('span', { class: 'rill-link-host' }, ` (${leadsToLabel} ${host})`)
}

/** What the link that is opened there says. */
function labelAt(tokens: readonly Token[], opening: number): string {
  let end = opening + 1
  while (end < tokens.length && tokens[end]?.type !== 'link_close') end++
  return plainText(tokens.slice(opening + 1, end))
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
