/** How long a frame is waited for that does not come, as in a hidden tab. */
const FRAME_PATIENCE_MS = 100

/** Node's own, taken before a test can fake it; browsers have none. */
const { setImmediate }: { readonly setImmediate?: (callback: () => void) => unknown } = globalThis

/** Lets everything that waits for promises only have its turn, also where timers are faked. */
export function takeTurn(): Promise<void> {
  return new Promise((resolve) => {
    if (setImmediate !== undefined) {
      setImmediate(resolve)
      return
    }
    const { port1, port2 } = new MessageChannel()
    port1.addEventListener('message', () => {
      port1.close()
      resolve()
    })
    port1.start()
    port2.postMessage(undefined)
  })
}

/**
 * Waits until what has just been sent is on the screen: promises first, then one animation frame where there are any,
 * then what Vue does after it. Frames that are faked are not waited for, since only the test can move those.
 */
export async function settle(): Promise<void> {
  await takeTurn()
  await takeTurn()
  if (await takeFrame()) await takeTurn()
}

function takeFrame(): Promise<boolean> {
  const { requestAnimationFrame, setTimeout, clearTimeout } = globalThis
  if (requestAnimationFrame === undefined || isFaked(requestAnimationFrame)) {
    return Promise.resolve(false)
  }
  return new Promise((resolve) => {
    const timer = isFaked(setTimeout) ? undefined : setTimeout(resolve, FRAME_PATIENCE_MS, true)
    requestAnimationFrame(() => {
      clearTimeout(timer)
      resolve(true)
    })
  })
}

/** Fake timers (those of vitest and jest) leave their clock on everything that they replace. */
function isFaked(timer: object): boolean {
  return 'clock' in timer
}
