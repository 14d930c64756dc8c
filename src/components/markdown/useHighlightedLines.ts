import type { Ref, VNode } from 'vue'
import { onBeforeUnmount, onMounted, shallowRef, watch } from 'vue'
import type { HighlightedCode } from '../../markdown/highlight/highlightedCode.ts'
import { createHighlightedCode } from '../../markdown/highlight/highlightedCode.ts'
import type { Highlighter } from '../../markdown/highlight/highlighter.ts'
import { createCodeLines } from './codeLines.ts'

/**
 * Draws code whose finished lines take their colours once they are known. Nothing for code that no highlighter colours.
 * The server and the first drawing in the browser show plain lines, so that they are the same.
 */
export function useHighlightedLines(
  code: Readonly<Ref<string>>,
  language: Readonly<Ref<string>>,
  highlighter: Highlighter | undefined,
): (() => VNode[]) | undefined {
  if (highlighter === undefined) return undefined
  const lines = createCodeLines()
  const turn = shallowRef(0)
  let highlighted: HighlightedCode | undefined
  const redraw = (): void => void turn.value++

  onMounted(() => {
    watch(
      language,
      (name) => {
        highlighted?.dispose()
        highlighted = name === '' ? undefined : createHighlightedCode(highlighter, name, redraw)
        highlighted?.show(code.value)
      },
      { immediate: true },
    )
    watch(code, (text) => highlighted?.show(text), { flush: 'post' })
    document.addEventListener('selectionchange', redrawHeld)
  })
  onBeforeUnmount(() => {
    highlighted?.dispose()
    document.removeEventListener('selectionchange', redrawHeld)
  })

  function redrawHeld(): void {
    if (lines.isHeld) redraw()
  }

  return () => {
    void turn.value // drawn again when more lines are known, or the selection has left one
    return lines.draw(code.value, highlighted)
  }
}
