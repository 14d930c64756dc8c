/**
 * Aborts `controller` when `signal` is aborted, with the same reason or the one that `explain` makes of it. The
 * returned function ends that.
 */
export function followAbort(
  signal: AbortSignal,
  controller: AbortController,
  explain: (reason: unknown) => unknown = (reason) => reason,
): () => void {
  const onAbort = (): void => controller.abort(explain(signal.reason))
  if (signal.aborted) onAbort()
  else signal.addEventListener('abort', onAbort)
  return () => signal.removeEventListener('abort', onAbort)
}

/**
 * The promise, unless the signal is aborted before it settles: then the signal's reason. What comes too late goes to
 * `discard`.
 */
export function untilAborted<Value>(
  promise: Promise<Value>,
  signal: AbortSignal,
  discard: (late: Value) => unknown = () => undefined,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      reject(signal.reason)
      promise.then(discard).catch(() => undefined)
    }
    if (signal.aborted) return onAbort()
    signal.addEventListener('abort', onAbort)
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}
