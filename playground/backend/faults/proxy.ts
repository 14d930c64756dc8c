import type { Piece } from '../piece.ts'

/** Stands between the server and the reader, and hands on what it is sent: late, or much of it at once. */
export interface Proxy {
  send(bytes: Uint8Array, wait: number): Generator<Piece>
  /** From now on everything comes so many milliseconds later than what went ahead of it. */
  delay(ms: number): void
  /** From now on it collects so many bytes before it hands them on; 0 for all. */
  hold(bytes: number): void
  /** Hands on what it has collected. */
  flush(): Generator<Piece>
}

const NOTHING = new Uint8Array()

export function createProxy(): Proxy {
  let lateness = 0
  let limit: number | undefined
  let held: Uint8Array[] = []
  let size = 0

  function* flush(): Generator<Piece> {
    if (size > 0) yield { kind: 'bytes', bytes: Buffer.concat(held), wait: 0, ms: 0 }
    held = []
    size = 0
  }

  return {
    *send(bytes, wait) {
      const isHeld = limit !== undefined
      yield { kind: 'bytes', bytes: isHeld ? NOTHING : bytes, wait, ms: lateness }
      if (!isHeld) return
      held.push(bytes)
      size += bytes.length
      if (limit !== 0 && size >= (limit ?? 0)) yield* flush()
    },
    delay(ms) {
      lateness = ms
    },
    hold(bytes) {
      limit = bytes
    },
    flush,
  }
}
