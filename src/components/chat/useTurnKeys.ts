import { nextTick } from 'vue'
import type { UseStickToBottomReturn } from '../../composables/useStickToBottom.ts'

export interface TurnKeysOptions {
  readonly viewport: () => HTMLElement | null
  /** Holds the turns, each with its place in `data-turn-index`. */
  readonly list: () => HTMLElement | null
  /** How many turns the talk has. */
  readonly count: () => number
  readonly stick: Pick<UseStickToBottomReturn, 'release' | 'scrollToBottom'>
}

/** Where these keys move the cursor. */
const TEXT_FIELDS = 'textarea, input, select, [contenteditable]'

/** Moves through a talk by key: Alt with an arrow goes from turn to turn, Home and End go to its ends. */
export function useTurnKeys(options: TurnKeysOptions): (event: KeyboardEvent) => void {
  const { viewport, list, count, stick } = options

  function turnAt(index: number): HTMLElement | null | undefined {
    return list()?.querySelector<HTMLElement>(`:scope > [data-turn-index="${index}"]`)
  }

  /** One before the first or behind the last turn that is in sight, so that the step lands on that. */
  function firstInSight(step: number): number {
    const edges = viewport()?.getBoundingClientRect()
    const seen = [...(list()?.children ?? [])].filter((turn) => {
      const { top, bottom } = turn.getBoundingClientRect()
      return edges !== undefined && bottom > edges.top && top < edges.bottom
    })
    const place = placeOf((step > 0 ? seen[0] : seen.at(-1)) ?? null)
    return (place ?? 0) - step
  }

  async function goToTurn(event: KeyboardEvent): Promise<void> {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const from = placeOf(document.activeElement) ?? firstInSight(step)
    const next = Math.min(Math.max(from + step, 0), count() - 1)
    const turn = turnAt(next)
    if (!turn) return
    stick.release()
    turn.focus({ preventScroll: true })
    await nextTick()
    turn.scrollIntoView?.({ block: 'nearest' })
  }

  return (event) => {
    const isInText = event.target instanceof Element && event.target.matches(TEXT_FIELDS)
    if (isInText || event.ctrlKey || event.metaKey || event.shiftKey) return
    if (event.altKey) {
      void goToTurn(event)
      return
    }
    if (event.key === 'Home') viewport()?.scrollTo({ top: 0 })
    else if (event.key === 'End') stick.scrollToBottom()
    else return
    // A smooth way through thousands of turns would see them all, and end where the last of them was thought to be.
    event.preventDefault()
  }
}

function placeOf(element: Element | null): number | undefined {
  const turn = element?.closest<HTMLElement>('[data-turn-index]')
  return turn ? Number(turn.dataset['turnIndex']) : undefined
}
