/**
 * A name for a text: equal texts have equal names, on every machine and in every session.
 *
 * Two lanes of FNV-1a with different offsets, 64 bits together: among 10,000 items two share a name with a chance of
 * 1 : 10¹¹. It names, it does not protect: whoever wants two texts of one name can make them.
 */
export function stableHash(text: string): string {
  let low = 0x811c9dc5
  let high = 0x1b873593
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    low = Math.imul(low ^ unit, 0x01000193)
    high = Math.imul(high ^ unit ^ (low >>> 15), 0x85ebca6b)
  }
  return [high, low].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('')
}
