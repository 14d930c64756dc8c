export interface TextHash {
  /** Goes on with the next piece; how a text is cut into pieces changes nothing. */
  add(piece: string): void
  readonly value: string
}

/**
 * Makes a name for a text: equal texts have equal names, on every machine and in every session.
 *
 * Two lanes in the manner of FNV-1a, 64 bits together: among 10,000 texts two share a name with a chance of 1 : 10¹¹.
 * It names, it does not protect: whoever wants two texts of one name can make them.
 */
export function createTextHash(): TextHash {
  let low = 0x811c9dc5
  let high = 0x1b873593
  return {
    add(piece) {
      for (let index = 0; index < piece.length; index++) {
        const unit = piece.charCodeAt(index)
        low = Math.imul(low ^ unit, 0x01000193)
        high = Math.imul(high ^ unit ^ (low >>> 15), 0x85ebca6b)
      }
    },
    get value() {
      return [high, low].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('')
    },
  }
}

/** The name of a text that is there as a whole. */
export function stableHash(text: string): string {
  const hash = createTextHash()
  hash.add(text)
  return hash.value
}
