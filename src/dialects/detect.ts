import { type Frame, isUnnamed } from '../framing/frame.ts'
import { cutJsonOf } from './payload/cutJson.ts'
import type { Dialect } from './dialect.ts'
import { type JsonLimits, parseJson } from './payload/json.ts'
import { isEndMark } from './payload/endMark.ts'
import { createUnknownDialect } from './unknownDialect.ts'

/** Which dialect a stream speaks, and how that was found out. */
export interface Detection {
  readonly dialect: string
  /** `option` the caller said so · `header` · `event` · `end` of a stream that never said anything clearer. */
  readonly by: 'option' | 'header' | 'event' | 'end'
  /** The rule in words. */
  readonly rule: string
  /** The frame that decided, counted from 1; 0 when it was decided before the first one. */
  readonly event: number
}

export interface Finding extends Omit<Detection, 'dialect'> {
  readonly dialect: Dialect
}

export interface DialectDetector {
  /** Looks at the next frame, and decides if it can. */
  see(frame: Frame): Finding | undefined
  /** No further frame comes. Gives the best guess, `undefined` when nothing was said at all. */
  end(): Finding | undefined
}

export interface DetectorOptions {
  readonly headers?: Headers | undefined
  /** Those that are asked, in this order. */
  readonly dialects: readonly Dialect[]
  readonly json?: JsonLimits | undefined
}

/** So many frames behind a weak claim, or of what may be tokens of a model, and the guess is taken. */
const MOST_UNDECIDED = 3

/** So many frames that nobody knows are given as such, as no reader should wait for longer. */
const MOST_UNKNOWN = 20

/** The dialect of a body that none of them claims: text of any kind, if one of them reads that. */
export function findPlainText(dialects: readonly Dialect[]): Dialect | undefined {
  return dialects.find(({ readsAnyText = false }) => readsAnyText)
}

/** The finding of whoever was told. */
export function findByOption(dialect: Dialect): Finding {
  return { dialect, by: 'option', rule: 'named by the caller', event: 0 }
}

/** Asks every dialect whether the headers alone name it. */
export function detectByHeaders({ headers, dialects }: DetectorOptions): Finding | undefined {
  if (headers === undefined) return undefined
  for (const dialect of dialects) {
    const claim = dialect.detectHeaders?.(headers)
    if (claim && !claim.provisional) return { dialect, by: 'header', rule: claim.rule, event: 0 }
  }
  return undefined
}

/**
 * Asks the dialects about one frame after the other, in their order.
 *
 * The first firm claim wins. A provisional one waits: it is taken when the stream ends, or when a few more frames leave it
 * at that. JSON objects that nobody knows are no text: they wait for a claim, and become `data` when none comes.
 */
export function createDialectDetector(options: DetectorOptions): DialectDetector {
  const { headers, dialects, json: limits } = options
  const earlier: { readonly frame: Frame; readonly json: unknown }[] = []
  const counts: Record<Saying, number> = { text: 0, protocol: 0, either: 0 }
  let seen = 0
  let sinceGuess = 0
  let guess: Guess | undefined

  function ask(frame: Frame, json: unknown): Guess | undefined {
    for (const dialect of dialects) {
      const claim = dialect.detect?.({ headers, frame, json, earlier })
      if (claim && !claim.provisional) return { dialect, rule: claim.rule }
      if (claim) guess ??= { dialect, rule: claim.rule }
    }
    return undefined
  }

  /** Behind so much of a protocol, what looks like plain text is none. */
  const unknown: Guess = {
    dialect: createUnknownDialect((frame) => {
      const dialect = ask(frame, readJson(frame, limits))?.dialect
      return dialect?.readsAnyText ? undefined : dialect
    }),
    rule: 'JSON that fits no known dialect',
  }
  const plainText: Guess = {
    dialect: findPlainText(dialects) ?? unknown.dialect,
    rule: 'no event fits a known dialect',
  }

  function guessSoFar(): Guess | undefined {
    if (guess !== undefined) sinceGuess++
    if (sinceGuess >= MOST_UNDECIDED) return guess
    if (counts.text >= MOST_UNDECIDED && counts.protocol === 0) return plainText
    return earlier.length >= MOST_UNKNOWN ? unknown : undefined
  }

  return {
    see(frame) {
      seen++
      const json = readJson(frame, limits)
      // Half an object says that the stream broke off, and nothing of what it would have been.
      if (frame.truncated && json === undefined && frame.data?.trimStart().startsWith('{')) {
        return undefined
      }
      const claim = ask(frame, json)
      if (claim) return { ...claim, by: 'event', event: seen }
      const saying = sayingOf(frame, json)
      if (saying === undefined) return undefined
      earlier.push({ frame, json })
      counts[saying]++
      const best = guessSoFar()
      return best && { ...best, by: 'event', event: seen }
    },
    end() {
      const fallback = counts.protocol > 0 ? unknown : plainText
      const best = guess ?? (earlier.length > 0 ? fallback : undefined)
      return best && { ...best, by: 'end', event: seen }
    },
  }
}

type Guess = Pick<Finding, 'dialect' | 'rule'>

/** What a frame is that nobody claims: a token of a model, a part of some protocol, or one of the two. */
type Saying = 'text' | 'protocol' | 'either'

function sayingOf(frame: Frame, json: unknown): Saying | undefined {
  const { event, data = '' } = frame
  if (event === 'error') return 'protocol'
  if (data.trim() === '') return undefined
  if (!isUnnamed(frame)) return 'protocol'
  if (isEndMark(data)) return 'protocol'
  if (json === undefined) return cutJsonOf(data) === 'string' ? 'either' : 'protocol'
  const parts: readonly unknown[] = Array.isArray(json) ? json : [json]
  return parts.some((part) => typeof part === 'object' && part !== null) ? 'protocol' : 'text'
}

/** A payload that is JSON and refused all the same is an object that no rule knows, not text. */
function readJson(frame: Frame, limits: JsonLimits | undefined): unknown {
  if (frame.data === undefined) return undefined
  const parsed = parseJson(frame.data, limits)
  if (parsed.ok) return parsed.value
  return parsed.problem === 'syntax' ? undefined : {}
}
