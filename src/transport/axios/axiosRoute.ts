import type { AxiosLike } from './axiosLike.ts'

/**
 * The way a request takes through axios. `stream`: its fetch adapter, which gives the body as a stream. `progress`:
 * `XMLHttpRequest` or a function of the app's own, such as a mock; the body is known as growing text, or only at the end.
 */
export interface AxiosRoute {
  readonly by: 'stream' | 'progress'
  /** What the adapter is asked with. */
  readonly settings: { readonly adapter: unknown; readonly responseType: 'stream' | 'text' }
}

const STREAM: AxiosRoute = {
  by: 'stream',
  settings: { adapter: 'fetch', responseType: 'stream' },
}
const PROGRESS: AxiosRoute = {
  by: 'progress',
  settings: { adapter: 'xhr', responseType: 'text' },
}

/**
 * `auto` goes by what the instance is set to at this moment, since mocks are put in place late: an app that pinned XHR
 * or a function of its own has its reasons. The default of axios names all its adapters, and then fetch is taken.
 */
export function chooseRoute(instance: AxiosLike, wanted: 'auto' | 'fetch' | 'xhr'): AxiosRoute {
  if (wanted === 'fetch') return STREAM
  if (wanted === 'xhr') return PROGRESS
  const { adapter } = instance.defaults
  const adapters: readonly unknown[] = Array.isArray(adapter) ? adapter : [adapter]
  const [first] = adapters
  if (typeof first === 'function') {
    // It may well wrap the fetch adapter; an `XMLHttpRequest` takes no notice of the type.
    return { by: 'progress', settings: { adapter: first, responseType: 'stream' } }
  }
  const canStream = typeof globalThis.fetch === 'function' && 'body' in Response.prototype
  const isPinned = adapters.includes('xhr') && !adapters.includes('fetch')
  return canStream && !isPinned ? STREAM : PROGRESS
}
