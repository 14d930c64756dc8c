import type { VNode } from 'vue'
import { h } from 'vue'

/** A code such as `E-204` is read as one word; one that is longer may have to be broken all the same. */
const CODE_WORD = /^\S{1,24}$/

/** Code in a line of text. */
export function drawCode(code: string): VNode {
  const name = 'rill-code-inline'
  return h('code', { class: CODE_WORD.test(code) ? [name, 'rill-code-word'] : name }, code)
}
