import type { VNode } from 'vue'
import { withMemo } from 'vue'

/**
 * Lets Vue take a VNode as it is when it meets it again, as `v-memo` does, where it would otherwise clone it and compare
 * the whole tree below.
 */
export function keep(vnode: VNode): VNode {
  return withMemo([], () => vnode, [], 0)
}
