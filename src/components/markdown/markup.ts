// The only tags an answer can put on the page. Neither a tag name nor an attribute name ever comes from the text.

export interface Markup {
  readonly tag: string
  readonly class?: string
}

const heading = (level: number): Markup => ({
  tag: `h${level}`,
  class: `rill-heading rill-heading-${level}`,
})

/** How each kind of block token is drawn, by token type. */
export const BLOCK_MARKUP: ReadonlyMap<string, Markup> = new Map([
  ['paragraph_open', { tag: 'p', class: 'rill-paragraph' }],
  ['blockquote_open', { tag: 'blockquote', class: 'rill-quote' }],
  ['bullet_list_open', { tag: 'ul', class: 'rill-list' }],
  ['ordered_list_open', { tag: 'ol', class: 'rill-list' }],
  ['list_item_open', { tag: 'li', class: 'rill-item' }],
  ['hr', { tag: 'hr', class: 'rill-rule' }],
  ['table_open', { tag: 'table', class: 'rill-table' }],
  ['thead_open', { tag: 'thead' }],
  ['tbody_open', { tag: 'tbody' }],
  ['tr_open', { tag: 'tr', class: 'rill-row' }],
  ['th_open', { tag: 'th', class: 'rill-cell rill-cell-head' }],
  ['td_open', { tag: 'td', class: 'rill-cell' }],
  ['dl_open', { tag: 'dl', class: 'rill-list' }],
  ['dt_open', { tag: 'dt' }],
  ['dd_open', { tag: 'dd' }],
])

/** How headings are drawn, by the tag that markdown-it gives them. */
export const HEADING_MARKUP: ReadonlyMap<string, Markup> = new Map(
  [1, 2, 3, 4, 5, 6].map((level) => [`h${level}`, heading(level)]),
)

/** How each pair of inline tokens is drawn, by the type of the opening one. */
export const INLINE_MARKUP: ReadonlyMap<string, Markup> = new Map([
  ['strong_open', { tag: 'strong' }],
  ['em_open', { tag: 'em' }],
  ['s_open', { tag: 's' }],
  ['mark_open', { tag: 'mark' }],
  ['ins_open', { tag: 'ins' }],
  ['sub_open', { tag: 'sub' }],
  ['sup_open', { tag: 'sup' }],
])

/** Blocks and inline pairs of plugins the kit does not know keep their content in a neutral box. */
export const UNKNOWN_BLOCK: Markup = { tag: 'div', class: 'rill-block' }
export const UNKNOWN_INLINE: Markup = { tag: 'span' }

const ALIGNMENTS: ReadonlyMap<string, string> = new Map([
  ['text-align:left', 'rill-cell-start'],
  ['text-align:center', 'rill-cell-center'],
  ['text-align:right', 'rill-cell-end'],
])

/** The class for a column's alignment, which markdown-it writes as an inline style that a strict CSP refuses. */
export function alignmentClass(style: string | number | null): string | undefined {
  return typeof style === 'string' ? ALIGNMENTS.get(style) : undefined
}
