/** A signal that counts who listens to it. */
export function countedSignal(): { readonly signal: AbortSignal; readonly listeners: number } {
  const { signal } = new AbortController()
  const listeners = new Set<unknown>()
  const add = signal.addEventListener.bind(signal)
  const remove = signal.removeEventListener.bind(signal)
  signal.addEventListener = (type: string, listener: never) => {
    listeners.add(listener)
    add(type, listener)
  }
  signal.removeEventListener = (type: string, listener: never) => {
    listeners.delete(listener)
    remove(type, listener)
  }
  return {
    signal,
    get listeners() {
      return listeners.size
    },
  }
}
