import type { Clock } from '../transport/clock.ts'

/** How long events wait for others that they have overtaken, in milliseconds. */
const PATIENCE = 2000

/** Bounds the time for which what is read may be held back. */
export interface HoldPatience {
  /** The value; or `'tired'` when something has been held too long before it came. It is to be asked for again then. */
  await<Value>(value: Promise<Value>, isHolding: boolean): Promise<Value | 'tired'>
}

/** Makes the patience for one response. An abort of the signal ends its timer. */
export function createHoldPatience(clock: Clock, signal: AbortSignal): HoldPatience {
  let tiredAt: number | undefined

  return {
    await(value, isHolding) {
      if (!isHolding) {
        tiredAt = undefined
        return value
      }
      tiredAt ??= clock.now() + PATIENCE
      const left = Math.max(0, tiredAt - clock.now())
      return new Promise((resolve, reject) => {
        const rest = (): void => {
          cancel()
          signal.removeEventListener('abort', rest)
        }
        const cancel = clock.schedule(() => {
          rest()
          tiredAt = undefined
          resolve('tired')
        }, left)
        signal.addEventListener('abort', rest)
        value.then(resolve, reject).finally(rest)
      })
    },
  }
}
