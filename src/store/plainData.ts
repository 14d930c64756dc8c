import { isSafeKey } from '../dialects/payload/json.ts'

/** No backend nests its data so deeply; what lies deeper is left out. */
const DEEPEST = 200

/**
 * A copy of stored data that holds nothing but plain objects, lists, files and simple values: keys that reach a prototype
 * are left out, and so is whatever a database may hold and a talk may not, such as a `Map` or a circle.
 */
export function copyPlainData(value: unknown): unknown {
  const copies = new Map<object, unknown>()

  function copy(one: unknown, depth: number): unknown {
    if (typeof one !== 'object' || one === null) return one
    if (typeof Blob !== 'undefined' && one instanceof Blob) return one
    // What is met again is copied once; what is met inside itself is not there yet.
    if (copies.has(one)) return copies.get(one)
    if (depth > DEEPEST || !(Array.isArray(one) || isPlainObject(one))) return undefined
    copies.set(one, undefined)
    const made = Array.isArray(one)
      ? one.map((item) => copy(item, depth + 1))
      : Object.fromEntries(
          Object.entries(one)
            .filter(([key]) => isSafeKey(key))
            .map(([key, item]) => [key, copy(item, depth + 1)]),
        )
    copies.set(one, made)
    return made
  }

  return copy(value, 0)
}

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}
