import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { setImmediate, setTimeout } from 'node:timers/promises'
import type { Delivery } from '../shared/delivery.ts'
import type { Piece } from './piece.ts'

/** A busy browser that learns of the break before it has read what came first gives up on all of it. */
const DROP_DELAY_MS = 300

/**
 * Sends the pieces at the asked speed, waits where the client reads more slowly, and stops as soon as it leaves.
 * @throws an `AbortError` when `signal` is aborted.
 */
export async function deliver(
  response: ServerResponse,
  pieces: Iterable<Piece>,
  delivery: Delivery,
  signal: AbortSignal,
): Promise<void> {
  const pace = createPace(delivery.speed, signal)
  for (const piece of pieces) {
    if (piece.kind === 'drop') {
      await setTimeout(DROP_DELAY_MS, undefined, { signal })
      response.destroy()
      return
    }
    if (piece.kind === 'stall') {
      if (piece.ms === undefined) await once(signal, 'abort')
      else await setTimeout(piece.ms, undefined, { signal })
    } else {
      if (piece.kind === 'bytes' && piece.ms > 0) await setTimeout(piece.ms, undefined, { signal })
      await pace(piece.wait)
      const bytes = piece.kind === 'bytes' ? piece.bytes : Buffer.from(piece.text)
      await send(response, bytes, delivery, signal)
    }
  }
  response.end()
}

/** Waits for a number of token times, measured from the start so that timers which fire late do not add up. */
function createPace(speed: number, signal: AbortSignal): (tokens: number) => Promise<void> {
  let due = performance.now()
  return async (tokens) => {
    if (speed === 0) {
      // A full event loop would never notice that the client has left.
      await setImmediate(undefined, { signal })
      return
    }
    due += (tokens * 1000) / speed
    const wait = due - performance.now()
    if (wait > 1) await setTimeout(wait, undefined, { signal })
    else await setImmediate(undefined, { signal })
  }
}

async function send(
  response: ServerResponse,
  bytes: Uint8Array,
  delivery: Delivery,
  signal: AbortSignal,
): Promise<void> {
  if (delivery.chunking !== 'byte') {
    if (!response.write(bytes)) await once(response, 'drain', { signal })
    return
  }
  for (const byte of bytes) {
    if (!response.write(Uint8Array.of(byte))) await once(response, 'drain', { signal })
    // Node gathers the writes of one turn into one packet.
    await setImmediate(undefined, { signal })
  }
}
