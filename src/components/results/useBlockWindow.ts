import {
  computed,
  onBeforeUnmount,
  onMounted,
  shallowRef,
  triggerRef,
  watch,
  type ComputedRef,
} from 'vue'
import { createFrameBatcher } from '../../composables/frameBatcher.ts'
import { usePrinting } from '../usePrinting.ts'
import { useUsedBlocks } from './usedBlocks.ts'
import {
  createNearnessObserver,
  createSizeObserver,
  type LayoutObserver,
} from '../../composables/layoutObservers.ts'

export interface BlockWindowOptions<Item> {
  readonly items: () => readonly Item[]
  /** From so many items on only those around the viewport are in the page. */
  readonly windowFrom: () => number
  /** What holds the boxes of the blocks, each with its number in `data-block`. */
  readonly list: () => HTMLElement | null
}

/** A stretch of a list. */
export interface Block<Item> {
  readonly index: number
  /** Place of its first item in the whole list. */
  readonly start: number
  readonly items: readonly Item[]
  /** Height in pixels of the room that stands for its items while they are not in the page. */
  readonly room: number | undefined
}

export interface BlockWindow<Item> {
  readonly blocks: ComputedRef<readonly Block<Item>[]>
  /** Brings an item into the page, to which the focus is moved next. */
  bring(place: number): void
}

/** Items in a block: a whole number of rows in a grid of one to six columns. */
const BLOCK_SIZE = 60

/** Blocks this near are in the page already; by the height of what scrolls. */
const NEARNESS = '100% 0px'

/** What an item is thought to take, in pixels, until some have been measured. */
const FIRST_GUESS = 66

/**
 * Says which stretches of a list are in the page. Each keeps its place in the normal flow: its items, or the room that
 * they take. The browser says which are near, whatever it is that scrolls, and keeps what is in sight where it is.
 */
export function useBlockWindow<Item>(options: BlockWindowOptions<Item>): BlockWindow<Item> {
  const near = shallowRef<ReadonlySet<number>>(new Set([0]))
  const heights = shallowRef(new Map<number, number>())
  // What is printed is the whole list.
  const isPrinting = usePrinting()
  const { used, use } = useUsedBlocks(options.list)

  const blocks = computed<readonly Block<Item>[]>(() => {
    const items = options.items()
    const isWhole = items.length < options.windowFrom() || isPrinting.value
    const guess = heightOfItem(items.length)
    return Array.from({ length: Math.ceil(items.length / BLOCK_SIZE) }, (_, index) => {
      const start = index * BLOCK_SIZE
      const own = items.slice(start, start + BLOCK_SIZE)
      const isDrawn = isWhole || near.value.has(index) || used.value.has(index)
      const height = heights.value.get(index) ?? guess * own.length
      return { index, start, items: own, room: isDrawn ? undefined : height }
    })
  })

  function heightOfItem(total: number): number {
    let [height, count] = [0, 0]
    for (const [index, own] of heights.value) {
      height += own
      count += Math.min(BLOCK_SIZE, total - index * BLOCK_SIZE)
    }
    return count > 0 ? height / count : FIRST_GUESS
  }

  function listBoxes(): readonly HTMLElement[] {
    return [...(options.list()?.querySelectorAll<HTMLElement>(':scope > [data-block]') ?? [])]
  }

  function look(entries: readonly IntersectionObserverEntry[]): void {
    const now = new Set(near.value)
    for (const { target, isIntersecting, boundingClientRect } of entries) {
      const index = Number(target.getAttribute('data-block'))
      if (isIntersecting) now.add(index)
      // A list that is not shown, as in a folded part, says nothing of what is near.
      else if (boundingClientRect.width > 0) now.delete(index)
    }
    near.value = now
  }

  let width = 0
  function measure(): void {
    const now = options.list()?.clientWidth ?? 0
    // Rows of another width have other heights.
    if (now !== width) heights.value.clear()
    width = now
    for (const box of listBoxes()) {
      const index = Number(box.dataset['block'])
      const isDrawn = blocks.value[index]?.room === undefined
      if (isDrawn && now > 0) heights.value.set(index, box.offsetHeight)
    }
    triggerRef(heights)
  }

  // What is measured moves what is measured: within one frame browsers complain of that.
  const batcher = createFrameBatcher(measure)
  let nearness: LayoutObserver | undefined
  let sizes: LayoutObserver | undefined

  function observe(): void {
    nearness?.disconnect()
    sizes?.disconnect()
    const boxes = listBoxes()
    if (boxes.length < 2) return
    for (const box of boxes) nearness?.observe(box)
    const list = options.list()
    if (list !== null) sizes?.observe(list)
  }

  onMounted(() => {
    // `scrollMargin` does for scrollers in the page what `rootMargin` does for the page itself.
    const margins = { rootMargin: NEARNESS, scrollMargin: NEARNESS }
    nearness = createNearnessObserver(look, margins)
    sizes = createSizeObserver(() => batcher.schedule())
    watch([() => blocks.value.length, options.list], observe, { flush: 'post', immediate: true })
    if (blocks.value.length > 1) measure()
  })
  onBeforeUnmount(() => {
    batcher.cancel()
    nearness?.disconnect()
    sizes?.disconnect()
  })

  return { blocks, bring: (place) => use(Math.floor(place / BLOCK_SIZE)) }
}
