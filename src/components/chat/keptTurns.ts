import { onMounted, onScopeDispose, shallowRef, type ShallowRef } from 'vue'

/** More turns than these are not kept for a selection: "select all" must not bring all of them in. */
const MOST_SELECTED = 200

/**
 * The turns of a list that hold the focus or a selection, by their place in the talk: taking one of them out of the page
 * would take the focus or the selection with it.
 */
export function useKeptTurns(
  list: () => HTMLElement | null,
): Readonly<ShallowRef<readonly number[]>> {
  const kept = shallowRef<readonly number[]>([])
  const listening = new AbortController()

  const placeOf = (node: Node | null): number | undefined => {
    const element = node instanceof Element ? node : node?.parentElement
    const turn = element?.closest<HTMLElement>('[data-turn-index]')
    return turn && list()?.contains(turn) ? Number(turn.dataset['turnIndex']) : undefined
  }

  function look(): void {
    const selection = document.getSelection()
    const hasText = selection !== null && !selection.isCollapsed
    const ends = hasText ? [placeOf(selection.anchorNode), placeOf(selection.focusNode)] : []
    const next = [placeOf(document.activeElement), ...listBetween(ends)].filter(
      (place) => place !== undefined,
    )
    if (next.join() !== kept.value.join()) kept.value = next
  }

  onMounted(() => {
    const { signal } = listening
    document.addEventListener('selectionchange', look, { signal })
    list()?.addEventListener('focusin', look, { signal })
    list()?.addEventListener('focusout', () => queueMicrotask(look), { signal })
  })
  onScopeDispose(() => listening.abort())
  return kept
}

function listBetween(ends: readonly (number | undefined)[]): readonly number[] {
  const places = ends.filter((place) => place !== undefined)
  const [first, last] = [Math.min(...places), Math.max(...places)]
  if (places.length === 0 || last - first > MOST_SELECTED) return places
  return Array.from({ length: last - first + 1 }, (_, offset) => first + offset)
}
