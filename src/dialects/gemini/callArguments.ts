import { isRecord, type JsonRecord } from '../payload/jsonFields.ts'
import { type JsonPath, readJsonPath } from './jsonPath.ts'

/** Arguments of a call that come one leaf after the other, long texts in pieces. */
export interface CallArguments {
  /** Takes the next piece; gives what it adds to the arguments as JSON text, which may be nothing. */
  add(piece: JsonRecord): string
  /** Gives the end of the JSON text. */
  close(): string
  readonly value: JsonRecord
}

type Container = Record<string, unknown> | unknown[]
type Leaf = string | number | boolean | null

/**
 * Puts `partialArgs` together: each names its leaf by a JSONPath, and a text that goes on comes again under the same one.
 *
 * The text is written while the leaves come in the order of the document, as models write them. A leaf that goes back
 * to what is closed is in the value only, and the text ends there.
 */
export function createCallArguments(): CallArguments {
  const root: Record<string, unknown> = {}
  let last: JsonPath = []
  let isTextOpen = false
  let isInOrder = true

  function add(path: JsonPath, leaf: Leaf): string {
    const shared = sharedLength(last, path)
    const isSame = shared === path.length && shared === last.length
    const before = valueAt(root, path)
    if (isSame && isTextOpen && typeof leaf === 'string' && typeof before === 'string') {
      put(root, path, before + leaf)
      return isInOrder ? inQuotes(leaf) : ''
    }
    isInOrder &&= canFollow(path, shared)
    const text = isInOrder ? opened(path, shared) : ''
    const isNext = typeof leaf === 'string' && typeof before === 'string'
    if (!put(root, path, isNext ? before + leaf : leaf)) {
      isInOrder = false
      return ''
    }
    if (!isInOrder) return ''
    last = path
    isTextOpen = typeof leaf === 'string'
    return text + (typeof leaf === 'string' ? `"${inQuotes(leaf)}` : JSON.stringify(leaf))
  }

  /** Whether the leaf is new, and stands behind all that are there. */
  function canFollow(path: JsonPath, shared: number): boolean {
    const fork = path[shared]
    const parent = shared === 0 ? root : valueAt(root, path.slice(0, shared))
    if (fork === undefined || shared === last.length) return last.length === 0 && fork !== undefined
    if (Array.isArray(parent)) return fork === parent.length
    return isRecord(parent) && typeof fork === 'string' && !Object.hasOwn(parent, fork)
  }

  /** What stands between the leaf before and this one. */
  function opened(path: JsonPath, shared: number): string {
    const start = last.length === 0 ? '{' : `${closed(shared + 1)},`
    return path.slice(shared).reduce<string>((text, segment, index) => {
      const name = typeof segment === 'string' ? `${JSON.stringify(segment)}:` : ''
      const next = path[shared + index + 1]
      const opening = next === undefined ? '' : typeof next === 'string' ? '{' : '['
      return text + name + opening
    }, start)
  }

  /** Closes the text that is open, and what is open around the last leaf down to a depth. */
  function closed(depth: number): string {
    const brackets = last.slice(depth).map((segment) => (typeof segment === 'string' ? '}' : ']'))
    return (isTextOpen ? '"' : '') + brackets.toReversed().join('')
  }

  return {
    add(piece) {
      const path =
        typeof piece['jsonPath'] === 'string' ? readJsonPath(piece['jsonPath']) : undefined
      const leaf = leafOf(piece)
      return path === undefined || leaf === undefined ? '' : add(path, leaf)
    },
    close() {
      if (!isInOrder) return ''
      return last.length === 0 ? '{}' : `${closed(1)}}`
    },
    value: root,
  }
}

function leafOf(piece: JsonRecord): Leaf | undefined {
  const { stringValue, numberValue, boolValue } = piece
  if (typeof stringValue === 'string') return stringValue
  if (typeof numberValue === 'number') return numberValue
  if (typeof boolValue === 'boolean') return boolValue
  return Object.hasOwn(piece, 'nullValue') ? null : undefined
}

function sharedLength(left: JsonPath, right: JsonPath): number {
  let length = 0
  while (length < left.length && left[length] === right[length]) length++
  return length
}

function valueAt(root: unknown, path: JsonPath): unknown {
  let value = root
  for (const segment of path) {
    if (typeof segment === 'number') value = Array.isArray(value) ? value[segment] : undefined
    else value = isRecord(value) && Object.hasOwn(value, segment) ? value[segment] : undefined
  }
  return value
}

/** Puts a leaf in its place; gives `false` where something else stands, or a list would get holes. */
function put(root: Container, path: JsonPath, leaf: Leaf): boolean {
  let container = root
  for (const [depth, segment] of path.entries()) {
    const next = path[depth + 1]
    const known = valueAt(container, [segment])
    const isFitting = Array.isArray(container)
      ? typeof segment === 'number' && segment <= container.length
      : typeof segment === 'string'
    if (!isFitting) return false
    if (next === undefined) {
      if (typeof known === 'object' && known !== null) return false
      Object.assign(container, { [segment]: leaf })
      return true
    }
    const inner: unknown = known ?? (typeof next === 'string' ? {} : [])
    if (!isContainer(inner)) return false
    if (known === undefined) Object.assign(container, { [segment]: inner })
    container = inner
  }
  return false
}

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null
}

function inQuotes(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}
