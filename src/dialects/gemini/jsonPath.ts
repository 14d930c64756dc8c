import { isSafeKey } from '../payload/json.ts'

/** The way into a value: names of fields and places in lists. */
export type JsonPath = readonly (string | number)[]

/** `.name`, `[0]`, `['any name']` or the same in double quotes. */
const SEGMENT = /\.([^.[\]]+)|\[(\d{1,9})\]|\['((?:[^'\\]|\\.)*)'\]|\["((?:[^"\\]|\\.)*)"\]/y

const DEEPEST = 32

/** Reads a path such as `$.address.lines[0]`; gives `undefined` for what is none, or reaches a prototype. */
export function readJsonPath(text: string): JsonPath | undefined {
  if (!text.startsWith('$')) return undefined
  const path: (string | number)[] = []
  SEGMENT.lastIndex = 1
  while (SEGMENT.lastIndex < text.length) {
    const match = SEGMENT.exec(text)
    if (match === null || path.length === DEEPEST) return undefined
    const [, name, place, single, double] = match
    const key = name ?? (single ?? double)?.replaceAll(/\\(.)/g, '$1')
    if (key !== undefined && !isSafeKey(key)) return undefined
    path.push(key ?? Number(place))
  }
  return path.length > 0 && typeof path[0] === 'string' ? path : undefined
}
