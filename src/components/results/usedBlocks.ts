import { onBeforeUnmount, onMounted, shallowRef, type ShallowRef } from 'vue'

export interface UsedBlocks {
  /** Numbers of the blocks that stay in the page wherever the viewport is. */
  readonly used: Readonly<ShallowRef<ReadonlySet<number>>>
  /** The focus is about to move into this block. */
  readonly use: (block: number) => void
}

/**
 * The blocks of a list that hold the focus or an end of the selection, which would be lost with them. Beside the one with
 * the focus its neighbours are there too, so that Tab goes on into them.
 */
export function useUsedBlocks(list: () => HTMLElement | null): UsedBlocks {
  const used = shallowRef<ReadonlySet<number>>(new Set())
  const listening = new AbortController()

  function blockOf(node: Node | null): number | undefined {
    const element = node instanceof Element ? node : node?.parentElement
    const box = element?.closest<HTMLElement>('[data-block]')
    return box && list()?.contains(box) ? Number(box.dataset['block']) : undefined
  }

  function look(): void {
    const selection = document.getSelection()
    const hasText = selection !== null && !selection.isCollapsed
    const focused = blockOf(document.activeElement)
    const ends = hasText ? [blockOf(selection.anchorNode), blockOf(selection.focusNode)] : []
    const around = focused === undefined ? [] : [focused - 1, focused, focused + 1]
    const now = [...around, ...ends].filter((block) => block !== undefined)
    if (now.join() !== [...used.value].join()) used.value = new Set(now)
  }

  onMounted(() => {
    const { signal } = listening
    document.addEventListener('selectionchange', look, { signal })
    document.addEventListener('focusin', look, { signal })
  })
  onBeforeUnmount(() => listening.abort())

  return { used, use: (block) => (used.value = new Set([block])) }
}
