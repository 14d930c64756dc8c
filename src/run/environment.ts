/** Something outside of a run that it wakes up for. */
export type EnvironmentSignal = 'online' | 'offline' | 'visible'

/** What a run asks of the page or process around it. */
export interface StreamEnvironment {
  /** `false` only when it is certain that there is no connection. */
  isOnline(): boolean
  /** Tells of signals until the returned function is called. */
  listen(hear: (signal: EnvironmentSignal) => void): () => void
}

type Host = Partial<Pick<EventTarget, 'addEventListener' | 'removeEventListener'>>

/**
 * The page around the run, where there is one: nothing is looked up before a run starts, and on a server nothing is
 * found. `visibilitychange` is fired at the document and bubbles, so no document is needed to hear it.
 */
export const browserEnvironment: StreamEnvironment = {
  isOnline() {
    const { navigator }: { readonly navigator?: { readonly onLine?: boolean } } = globalThis
    return navigator?.onLine !== false
  },
  listen(hear) {
    const host: Host = globalThis
    const listeners: Readonly<Record<string, (event: Event) => void>> = {
      online: () => hear('online'),
      offline: () => hear('offline'),
      pageshow: () => hear('visible'),
      visibilitychange: ({ target }) => {
        if (isVisible(target)) hear('visible')
      },
    }
    for (const [type, listener] of Object.entries(listeners))
      host.addEventListener?.(type, listener)
    return () => {
      for (const [type, listener] of Object.entries(listeners)) {
        host.removeEventListener?.(type, listener)
      }
    }
  },
}

function isVisible(target: unknown): boolean {
  return (
    typeof target === 'object' &&
    target !== null &&
    'visibilityState' in target &&
    target.visibilityState === 'visible'
  )
}
