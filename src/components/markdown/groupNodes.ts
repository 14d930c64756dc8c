import type { VNode } from 'vue'
import { Fragment, h } from 'vue'
import { keep } from './keep.ts'

/** Nodes that stand directly in their block, and nodes in each group behind them. */
const SIZE = 64

/** Groups of a text that may still grow, by their first node. */
export type KeptGroups = WeakMap<VNode, { readonly nodes: readonly VNode[]; readonly vnode: VNode }>

/**
 * The nodes of a long text in groups that stay what they are once they are full, so that a word more at the end of a
 * paragraph is compared with one group and not with thousands of nodes.
 */
export function groupNodes(nodes: VNode[], kept: KeptGroups | undefined): VNode[] {
  if (nodes.length <= SIZE) return nodes
  const grouped = nodes.slice(0, SIZE)
  for (let start = SIZE; start < nodes.length; start += SIZE) {
    grouped.push(group(nodes.slice(start, start + SIZE), start, kept))
  }
  return grouped
}

function group(nodes: VNode[], start: number, kept: KeptGroups | undefined): VNode {
  const [first] = nodes
  const known = first === undefined ? undefined : kept?.get(first)
  if (known?.nodes.length === nodes.length && nodes.every((node, at) => node === known.nodes[at])) {
    return known.vnode
  }
  const vnode = h(Fragment, { key: `group-${start}` }, nodes)
  if (first !== undefined && nodes.length === SIZE) kept?.set(first, { nodes, vnode: keep(vnode) })
  return vnode
}
