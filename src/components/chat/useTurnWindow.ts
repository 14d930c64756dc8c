import {
  defaultRangeExtractor,
  useVirtualizer,
  type Range,
  type VirtualItem,
} from '@tanstack/vue-virtual'
import {
  computed,
  shallowRef,
  watch,
  onMounted,
  onScopeDispose,
  type ComponentPublicInstance,
  type ComputedRef,
} from 'vue'
import { createFrameBatcher } from '../../composables/frameBatcher.ts'
import type { ChatTurn } from '../../composables/chat/chatThread.ts'
import { shownAnswer, shownQuestion } from '../../composables/chat/threadTurns.ts'

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
  /** To be given each turn's element, so that its height is known. */
  measure(element: Element | ComponentPublicInstance | null): void
}

/** Turns beyond the edges of the viewport that are in the page as well. */
const OVERSCAN = 4

/** The question and the answer that are on their way are always in the page. */
const LAST_TURNS = 2

/** On a server, and until the viewport has a size, so many turns stand for all of them. */
const FIRST_DRAWN = 8

/**
 * Says which turns are in the page. They stand in the normal flow, with margins in the place of those that are not, so
 * that text can be selected across them and one that grows pushes the others without a calculation.
 */
export function useTurnWindow(options: TurnWindowOptions): TurnWindow {
  const isWindowed = computed(() => options.turns().length >= options.windowFrom())

  const virtualizer = useVirtualizer(
    computed(() => {
      const turns = options.turns()
      return {
        count: turns.length,
        enabled: isWindowed.value,
        getScrollElement: options.viewport,
        getItemKey: (index: number) => turns[index]?.id ?? index,
        estimateSize: (index: number) => estimateHeight(turns[index]),
        indexAttribute: 'data-turn-index',
        overscan: OVERSCAN,
        // A talk is read from its end.
        initialOffset: () => FAR_BELOW,
        rangeExtractor: (range: Range) => extractRange(range, options.kept()),
      }
    }),
  )

  // Turns that came into the page while others are measured would have to be measured in the same round, which browsers
  // complain of; with the next frame is soon enough for what is beyond the edges.
  const items = shallowRef<readonly VirtualItem[]>([])
  const batcher = createFrameBatcher(() => {
    items.value = virtualizer.value.getVirtualItems()
  })
  onScopeDispose(() => batcher.cancel())

  onMounted(() => {
    watch(virtualizer, () => batcher.schedule(), { flush: 'sync' })
    batcher.schedule()
    // What turns above add or lose once they are measured, the browser makes up for by itself, and without breaking off
    // a scroll that is on its way. Safari cannot, so there it is done by hand.
    const isAnchored = CSS.supports('overflow-anchor', 'auto')
    if (isAnchored) virtualizer.value.shouldAdjustScrollPositionOnItemSizeChange = () => false
  })

  const rows = computed<readonly TurnRow[]>(() => {
    const turns = options.turns()
    if (!isWindowed.value || options.isWhole())
      return turns.map((turn, index) => ({ turn, index, space: 0 }))
    if (items.value.length === 0) {
      const from = Math.max(0, turns.length - FIRST_DRAWN)
      return turns.slice(from).map((turn, place) => ({ turn, index: from + place, space: 0 }))
    }
    let end = 0
    return items.value.flatMap(({ index, start, end: itemEnd }) => {
      const turn = turns[index]
      const space = Math.max(0, start - end)
      end = itemEnd
      return turn ? { turn, index, space } : []
    })
  })

  return {
    rows,
    isWindowed,
    measure: (element) => {
      if (isWindowed.value && element instanceof HTMLElement)
        virtualizer.value.measureElement(element)
    },
  }
}

const FAR_BELOW = 1e9

function extractRange(range: Range, kept: readonly number[]): number[] {
  const { count } = range
  const last = Array.from({ length: Math.min(LAST_TURNS, count) }, (_, place) => count - 1 - place)
  const wanted = new Set([...defaultRangeExtractor(range), ...kept, ...last])
  return [...wanted]
    .filter((index) => index >= 0 && index < count)
    .toSorted((one, other) => one - other)
}

const LINE_HEIGHT = 26
const LETTERS_PER_LINE = 80
const AROUND_QUESTION = 84
const AROUND_ANSWER = 120

/** Near enough for the scroll bar; a turn that comes into sight is measured. */
function estimateHeight(turn: ChatTurn | undefined): number {
  if (!turn) return 0
  const isQuestion = turn.role === 'user'
  const text = isQuestion ? shownQuestion(turn)?.text : shownAnswer(turn)?.state.answer
  const lines = Math.ceil((text?.length ?? 0) / LETTERS_PER_LINE)
  return (isQuestion ? AROUND_QUESTION : AROUND_ANSWER) + lines * LINE_HEIGHT
}
