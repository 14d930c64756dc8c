import type { JsonRecord } from './jsonFields.ts'

/** Bounds of one JSON payload. */
export interface JsonLimits {
  /** Deepest nesting of objects and arrays. Default: 32; `Infinity` lifts it. */
  readonly maxDepth?: number
  /** Most keys and array items in all. Default: 10,000; `Infinity` lifts it. */
  readonly maxKeys?: number
}

/** Why a payload is refused. */
export type JsonProblem = 'syntax' | 'too-deep' | 'too-many-keys'

export type JsonResult =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: JsonProblem }

const DEFAULT_MAX_DEPTH = 32
const DEFAULT_MAX_KEYS = 10_000

/** Keys that reach a prototype when a payload is merged carelessly, by whoever holds it later. */
const UNSAFE_KEYS = ['__proto__', 'constructor', 'prototype'] as const

/**
 * A whole string, or a number that only Python knows. The closing quote is optional so that a string, once begun, always
 * matches: an unclosed one would otherwise be searched again from each of its escaped quotes.
 */
const STRING_OR_NON_FINITE = /"[^"\\]*(?:\\.[^"\\]*)*"?|-?Infinity|NaN/gs

/**
 * Parses one payload, and keeps back what must not go further. Never throws.
 *
 * A key that could reach a prototype is left out, and all else of the payload stays: tools give back code and schemas, in
 * which `constructor` is a word like any other. `NaN` and the infinities, as Python's `json.dumps` writes them, become `null`.
 */
export function parseJson(text: string, limits: JsonLimits = {}): JsonResult {
  const parsed = parseTolerantly(text)
  if (!parsed.ok) return parsed
  const { maxDepth = DEFAULT_MAX_DEPTH, maxKeys = DEFAULT_MAX_KEYS } = limits
  // A key or an item takes two characters at least.
  const isShort = text.length <= maxKeys * 2
  if (isShort && isHarmless(parsed.value, Math.min(maxDepth, DEFAULT_MAX_DEPTH))) return parsed
  const problem = checkValue(parsed.value, maxDepth, maxKeys)
  return problem === undefined ? parsed : { ok: false, problem }
}

/** Whether a field of this name may be copied into an object that the kit hands on. */
export function isSafeKey(key: string): boolean {
  return key !== '__proto__' && key !== 'constructor' && key !== 'prototype'
}

function parseTolerantly(text: string): JsonResult {
  const parsed = parseStrictly(text)
  if (parsed.ok || !(text.includes('NaN') || text.includes('Infinity'))) return parsed
  return parseStrictly(
    text.replace(STRING_OR_NON_FINITE, (match) => (match.startsWith('"') ? match : 'null')),
  )
}

function parseStrictly(text: string): JsonResult {
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch {
    return { ok: false, problem: 'syntax' }
  }
}

/**
 * Whether a value nests no deeper and has no unsafe key, as nearly all. Loops instead of functions for each item: V8 walks the
 * keys in place then, and this is asked of every token.
 */
function isHarmless(value: unknown, levels: number): boolean {
  if (!isContainer(value)) return true
  if (levels <= 0) return false
  if (Array.isArray(value)) {
    for (const item of value) if (isContainer(item) && !isHarmless(item, levels - 1)) return false
    return true
  }
  for (const key in value) {
    if (!isSafeKey(key)) return false
    const child = value[key]
    if (isContainer(child) && !isHarmless(child, levels - 1)) return false
  }
  return true
}

/** An object or a list. */
function isContainer(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null
}

/**
 * Takes the unsafe keys out of a value, and finds what is too large in it. Goes level by level, not by recursion: with the
 * limits lifted, the value may be deeper than the stack.
 */
function checkValue(value: unknown, maxDepth: number, maxKeys: number): JsonProblem | undefined {
  let keys = 0
  let level = containersIn([value])
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > maxDepth) return 'too-deep'
    const nextLevel: object[] = []
    for (const container of level) {
      // `JSON.parse` makes an own field of every key, so that it can be deleted like one.
      for (const key of UNSAFE_KEYS) Reflect.deleteProperty(container, key)
      const children: readonly unknown[] = Object.values(container)
      keys += children.length
      if (keys > maxKeys) return 'too-many-keys'
      for (const child of containersIn(children)) nextLevel.push(child)
    }
    level = nextLevel
  }
  return undefined
}

function containersIn(values: readonly unknown[]): object[] {
  return values.filter((value): value is object => typeof value === 'object' && value !== null)
}
