import type { VNode } from 'vue'
import { createTextVNode, h } from 'vue'

/**
 * What stands in a chip: its number, in brackets that are too small to be seen. Who copies the answer gets `fact [1]`,
 * as it was written, and not `fact 1`.
 */
export function chipText(number: number): VNode[] {
  return [bracket('['), createTextVNode(String(number)), bracket(']')]
}

function bracket(text: string): VNode {
  return h('span', { class: 'rill-copied' }, text)
}
