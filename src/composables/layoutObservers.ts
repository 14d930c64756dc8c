/** What an observer is asked for, whatever it observes. */
export type LayoutObserver = Pick<ResizeObserver, 'observe' | 'unobserve' | 'disconnect'>

/** Where nothing is laid out, as in jsdom, nothing has a size or a place that could change. */
const observesNothing: LayoutObserver = { observe() {}, unobserve() {}, disconnect() {} }

/** A `ResizeObserver`, or what stands in for it in a page without layout. */
export function createSizeObserver(callback: ResizeObserverCallback): LayoutObserver {
  return typeof ResizeObserver === 'undefined' ? observesNothing : new ResizeObserver(callback)
}

/** An `IntersectionObserver`, or what stands in for it in a page without layout. */
export function createNearnessObserver(
  callback: IntersectionObserverCallback,
  options: IntersectionObserverInit,
): LayoutObserver {
  if (typeof IntersectionObserver === 'undefined') return observesNothing
  return new IntersectionObserver(callback, options)
}
