import { type JsonLimits, type JsonResult, parseJson } from './json.ts'
import { isRecord, type JsonRecord } from './jsonFields.ts'

/** A payload with one string left open; what else is in it is parsed already. */
export interface PayloadTemplate {
  /** Parses a payload that differs from this one in that string only; gives `undefined` for any other. */
  fill(text: string): JsonResult | undefined
}

/** What copies of a list or an object are made from. */
type Mould =
  | { readonly list: readonly unknown[]; readonly children: readonly Child<number>[] }
  | {
      readonly list?: undefined
      readonly record: JsonRecord
      readonly children: readonly Child<string>[]
    }

/** What a copy gets its own of: a list, an object, or the open string, which has no mould. */
interface Child<Key> {
  readonly key: Key
  readonly mould: Mould | undefined
}

const STRING = /"(?:[^"\\]|\\.)*"/gs
const PLAIN = /^[^"\\\p{Cc}]*$/u
/** Cuts of fewer characters are copies to V8, longer ones keep the text that they were cut from. */
const SHORTEST_VIEW = 13
/** Stands for the open string while its place is looked for. */
const MARK = '\uE000…\uE001'
/** How the mark begins in a payload that holds it already, written out or escaped. */
const MARK_START = /\uE000|\\ue000/i

/**
 * Makes the template of a payload by what sets it apart from the one before: `undefined` unless that lies within one string.
 *
 * The template holds whatever the one before was: what is parsed once is all that stands around the string, letter by letter.
 */
export function createPayloadTemplate(
  text: string,
  before: string,
  limits: JsonLimits | undefined,
): PayloadTemplate | undefined {
  const gap = findGap(text, before)
  if (gap === undefined || MARK_START.test(text)) return undefined
  const prefix = text.slice(0, gap.start)
  const suffix = text.slice(gap.end)
  const parsed = parseJson(prefix + MARK + suffix, limits)
  if (!parsed.ok) return undefined
  const { value } = parsed
  const mould = createMould(value)
  // The mark is nowhere if the string is a key, or stands under a key that is left out or comes twice.
  if (mould === undefined ? value !== MARK : !hasMark(mould)) return undefined

  return {
    fill(other) {
      const end = other.length - suffix.length
      if (end < prefix.length) return undefined
      // Cut and compared: to V8 `startsWith` is a loop over characters, ten times as slow.
      if (other.slice(0, prefix.length) !== prefix || other.slice(end) !== suffix) return undefined
      const content = readContent(other.slice(prefix.length, end))
      if (content === undefined) return undefined
      return { ok: true, value: cast(mould, content) }
    },
  }
}

/** The inside of the string in which the two differ. */
function findGap(text: string, before: string): { start: number; end: number } | undefined {
  const shorter = Math.min(text.length, before.length)
  let start = 0
  while (start < shorter && text[start] === before[start]) start++
  if (start === text.length && start === before.length) return undefined
  let rest = 0
  while (rest < shorter - start && text.at(-1 - rest) === before.at(-1 - rest)) rest++
  for (const { 0: string, index } of text.matchAll(STRING)) {
    const gap = { start: index + 1, end: index + string.length - 1 }
    if (gap.start <= start && text.length - rest <= gap.end) return gap
  }
  return undefined
}

function createMould(value: unknown): Mould | undefined {
  if (Array.isArray(value)) {
    return { list: value, children: value.flatMap((item, index) => createChild(index, item)) }
  }
  if (!isRecord(value)) return undefined
  const children = Object.entries(value).flatMap(([name, field]) => createChild(name, field))
  return { record: value, children }
}

function createChild<Key>(key: Key, value: unknown): Child<Key>[] {
  const mould = createMould(value)
  return mould === undefined && value !== MARK ? [] : [{ key, mould }]
}

function hasMark({ children }: Mould): boolean {
  return children.some(({ mould }) => mould === undefined || hasMark(mould))
}

/** Copies everything, for nobody knows what those who get a payload do to it. */
function cast(mould: Mould | undefined, content: string): unknown {
  if (mould === undefined) return content
  if (mould.list !== undefined) {
    const copy = mould.list.slice()
    for (const child of mould.children) copy[child.key] = cast(child.mould, content)
    return copy
  }
  // A spread with a field in it takes V8 six times as long.
  const copy: Record<string, unknown> = { ...mould.record }
  for (const child of mould.children) copy[child.key] = cast(child.mould, content)
  return copy
}

/** The string whose source this is, `undefined` if it is not the source of one. */
function readContent(source: string): string | undefined {
  if (source.length < SHORTEST_VIEW && PLAIN.test(source)) return source
  const parsed = parseJson(`"${source}"`)
  return parsed.ok && typeof parsed.value === 'string' ? parsed.value : undefined
}
