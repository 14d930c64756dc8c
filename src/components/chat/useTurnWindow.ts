import {
  computed,
  nextTick,
  onMounted,
  onScopeDispose,
  shallowRef,
  watch,
  type ComponentPublicInstance,
  type ComputedRef,
} from 'vue'
import type { ChatTurn } from '../../composables/chat/chatThread.ts'
import { createFrameBatcher } from '../../composables/frameBatcher.ts'
import { createHandAnchor, type HandAnchor } from './handAnchor.ts'
import { createTurnHeights } from './turnHeights.ts'
import { createSizeObserver, type LayoutObserver } from '../../composables/layoutObservers.ts'
import { supportsStyle } from '../../composables/supportsStyle.ts'

export interface TurnWindowOptions {
  readonly turns: () => readonly ChatTurn[]
  readonly viewport: () => HTMLElement | null
  /** From so many turns on only those around the viewport are in the page. */
  readonly windowFrom: () => number
  /** All turns are in the page for the moment, as for paper; the window stays where it is. */
  readonly isWhole: () => boolean
  /** Turns that stay in the page wherever the viewport is: what has the focus or is selected. */
  readonly kept: () => readonly number[]
}

/** A turn that is in the page, with the room in pixels that turns before it take which are not. */
export interface TurnRow {
  readonly turn: ChatTurn
  readonly index: number
  readonly space: number
}

export interface TurnWindow {
  readonly rows: ComputedRef<readonly TurnRow[]>
  readonly isWindowed: ComputedRef<boolean>
  /** To be given each turn's element, with its place in `data-turn-index`, so that its height is known. */
  measure(element: Element | ComponentPublicInstance | null): void
}

/** Turns beyond the edges of the viewport that are in the page as well. */
const OVERSCAN = 4

/** The question and the answer that are on their way are always in the page. */
const LAST_TURNS = 2

/** On a server, and until the viewport has a size, so many turns stand for all of them. */
const FIRST_DRAWN = 8

type Place = Omit<TurnRow, 'turn'>

/**
 * Says which turns are in the page. They stand in the normal flow, with margins in the place of those that are not, so
 * that text can be selected across them and one that grows pushes the others without a calculation.
 */
export function useTurnWindow(options: TurnWindowOptions): TurnWindow {
  const isWindowed = computed(() => options.turns().length >= options.windowFrom())
  const places = shallowRef<readonly Place[]>([])
  const heights = createTurnHeights()
  const elements = new Set<Element>()
  const listening = new AbortController()
  let sizes: LayoutObserver | undefined
  let anchor: HandAnchor | undefined

  function look(): void {
    const viewport = options.viewport()
    if (!isWindowed.value || !viewport || viewport.clientHeight === 0) return
    if (places.value.length > 0) return show(viewport, viewport.scrollTop)
    // A talk is read from its end.
    show(viewport, Number.POSITIVE_INFINITY)
    void nextTick(() => (viewport.scrollTop = viewport.scrollHeight))
  }

  function show(viewport: HTMLElement, scrollTop: number): void {
    const turns = options.turns()
    heights.place(turns)
    const top = Math.min(scrollTop, heights.topOf(turns.length) - viewport.clientHeight)
    const first = heights.turnAt(top) - OVERSCAN
    const last = heights.turnAt(top + viewport.clientHeight) + OVERSCAN
    const lastTurns = range(turns.length - LAST_TURNS, turns.length - 1)
    const wanted = [...range(first, last), ...options.kept(), ...lastTurns]
    const next = listPlaces(wanted, turns.length)
    if (!isSame(next, places.value)) places.value = next
  }

  function listPlaces(wanted: readonly number[], count: number): readonly Place[] {
    let end = 0
    return [...new Set(wanted)]
      .filter((index) => index >= 0 && index < count)
      .toSorted((one, other) => one - other)
      .map((index) => {
        const space = heights.topOf(index) - end
        end = heights.topOf(index + 1)
        return { index, space }
      })
  }

  // Turns that came into the page while others are measured would have to be measured in the same round, which browsers
  // complain of; with the next frame is soon enough for what is beyond the edges.
  const batcher = createFrameBatcher(look)

  function noteHeight(element: Element, height: number): number {
    const index = Number(element.getAttribute('data-turn-index'))
    const isAbove = heights.topOf(index + 1) <= (options.viewport()?.scrollTop ?? 0)
    const taller = heights.note(index, height)
    return isAbove ? taller : 0
  }

  function noteSizes(entries: readonly ResizeObserverEntry[]): void {
    heights.place(options.turns())
    let above = 0
    for (const { target, borderBoxSize } of entries) {
      if (target.isConnected) above += noteHeight(target, borderBoxSize[0]?.blockSize ?? 0)
      else forget(target)
    }
    anchor?.makeUp(above)
    batcher.schedule()
  }

  function forget(element: Element): void {
    elements.delete(element)
    sizes?.unobserve(element)
  }

  /** What was in the page without a window keeps the place that it had there. */
  function beginWindow(viewport: HTMLElement): void {
    heights.place(options.turns())
    for (const element of elements)
      if (element.isConnected) noteHeight(element, element.getBoundingClientRect().height)
    show(viewport, viewport.scrollTop)
  }

  onMounted(() => {
    const viewport = options.viewport()
    if (!viewport) return
    const { signal } = listening
    sizes = createSizeObserver(noteSizes)
    for (const element of elements) sizes.observe(element)
    const viewportSize = createSizeObserver(() => batcher.schedule())
    viewportSize.observe(viewport)
    signal.addEventListener('abort', () => viewportSize.disconnect())
    viewport.addEventListener('scroll', () => batcher.schedule(), { passive: true, signal })
    // What turns above add or lose once they are measured, the browser makes up for by itself, and without breaking off
    // a scroll that is on its way.
    if (!supportsStyle('overflow-anchor', 'auto')) anchor = createHandAnchor(viewport, signal)
    watch(isWindowed, (now) => now && beginWindow(viewport))
    watch([options.turns, options.kept, options.windowFrom], () => batcher.schedule())
    batcher.schedule()
  })
  onScopeDispose(() => {
    batcher.cancel()
    sizes?.disconnect()
    listening.abort()
  })

  const rows = computed<readonly TurnRow[]>(() => {
    const turns = options.turns()
    if (!isWindowed.value || options.isWhole())
      return turns.map((turn, index) => ({ turn, index, space: 0 }))
    const from = Math.max(0, turns.length - FIRST_DRAWN)
    const shown =
      places.value.length > 0
        ? places.value
        : range(from, turns.length - 1).map((index) => ({ index, space: 0 }))
    return shown.flatMap(({ index, space }) => {
      const turn = turns[index]
      return turn ? { turn, index, space } : []
    })
  })

  return {
    rows,
    isWindowed,
    measure(element) {
      if (!(element instanceof Element) || elements.has(element)) return
      elements.add(element)
      sizes?.observe(element)
    },
  }
}

function isSame(one: readonly Place[], other: readonly Place[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ index, space }, place) => {
      const beside = other[place]
      return index === beside?.index && space === beside.space
    })
  )
}

/** The whole numbers from `first` to `last`. */
function range(first: number, last: number): readonly number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, offset) => first + offset)
}
