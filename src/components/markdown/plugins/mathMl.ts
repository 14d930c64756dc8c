import type { VNode } from 'vue'
import { createTextVNode, h } from 'vue'

/** A node of KaTeX's own tree: an element with a type, a text, or a box around some of them. */
export interface MathTree {
  readonly type?: string
  readonly text?: string
  readonly attributes?: Readonly<Record<string, unknown>>
  readonly children?: readonly MathTree[]
}

/** Deeper formulas overflow the stack while they are drawn. */
const MAX_DEPTH = 100

/** Boxes in one formula. */
const MAX_NODES = 10_000

/** The only elements and attributes that a formula can put on the page; none of them loads, links or runs anything. */
const TAGS: ReadonlySet<string> = new Set(
  (
    'math semantics annotation mrow mfrac msqrt mroot mstyle mpadded mphantom merror menclose ' +
    'msub msup msubsup munder mover munderover mmultiscripts mprescripts mtable mtr mlabeledtr mtd ' +
    'mi mn mo mtext mspace ms mglyph none'
  ).split(' '),
)

const ATTRIBUTES: ReadonlySet<string> = new Set(
  (
    'accent accentunder columnalign columnlines columnspacing depth display displaystyle encoding fence height ' +
    'largeop linebreak linethickness lspace mathbackground mathcolor mathsize mathvariant maxsize minsize notation ' +
    'movablelimits rowalign rowlines rowspacing rspace scriptlevel separator stretchy symmetric valign voffset width'
  ).split(' '),
)

/**
 * KaTeX's tree as VNodes. Throws a `RangeError` for one that is too large to be drawn, or in which something has the
 * colour `refused`: a part is missing there.
 */
export function drawMathMl(tree: MathTree, { refused }: { readonly refused: string }): VNode {
  let nodes = 0

  function draw({ type, text, attributes = {}, children = [] }: MathTree, depth: number): VNode[] {
    if (++nodes > MAX_NODES || depth > MAX_DEPTH) throw new RangeError('The formula is too large')
    if (attributes.mathcolor === refused) throw new RangeError('A command was refused')
    if (text !== undefined && children.length === 0) return [createTextVNode(text)]
    const drawn = children.flatMap((child) => draw(child, depth + 1))
    // KaTeX's own box around the formula, and elements that are not known: what is in them stands for itself.
    if (type === undefined || !TAGS.has(type)) return drawn
    const known = Object.entries(attributes).filter(([name]) => ATTRIBUTES.has(name))
    return [h(type, Object.fromEntries(known.map(([name, value]) => [name, String(value)])), drawn)]
  }

  const [root] = draw(tree, 0)
  if (root === undefined) throw new RangeError('The formula is empty')
  return root
}
