import type { Frame } from '../framing/frame.ts'
import type { DetectionProbe, Dialect } from './dialect.ts'
import { dialects } from './index.ts'
import { type JsonLimits, parseJson } from './json.ts'
import { langchainDialect } from './langchain.ts'

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
  /** Default: all dialects of the kit. */
  readonly dialects?: readonly Dialect[]
  readonly json?: JsonLimits | undefined
}

/** Frames that say something and are no dialect's: with so many of them, the stream is plain text. */
const MOST_UNDECIDED = 3

/** How a body is read that no dialect claims: as the text it is. */
export const fallbackDialect: Dialect = langchainDialect

/** Asks every dialect whether the headers alone name it. */
export function detectByHeaders({
  headers,
  dialects: candidates = dialects,
}: DetectorOptions): Finding | undefined {
  if (headers === undefined) return undefined
  for (const dialect of candidates) {
    const claim = dialect.detectHeaders?.(headers)
    if (claim && !claim.provisional) return { dialect, by: 'header', rule: claim.rule, event: 0 }
  }
  return undefined
}

/**
 * Asks the dialects about one frame after the other, in the order of their table.
 *
 * The first firm claim wins. A provisional one waits: it is taken when the stream ends, or when so many frames stay
 * undecided that it would be plain text otherwise.
 */
export function createDialectDetector(options: DetectorOptions = {}): DialectDetector {
  const { headers, dialects: candidates = dialects, json: limits } = options
  const earlier: { readonly frame: Frame; readonly json: unknown }[] = []
  let undecided = 0
  let guess: Pick<Finding, 'dialect' | 'rule'> | undefined

  function ask(probe: DetectionProbe): Pick<Finding, 'dialect' | 'rule'> | undefined {
    for (const dialect of candidates) {
      const claim = dialect.detect?.(probe)
      if (claim && !claim.provisional) return { dialect, rule: claim.rule }
      if (claim) guess ??= { dialect, rule: claim.rule }
    }
    return undefined
  }

  return {
    see(frame) {
      const json = readJson(frame, limits)
      // Half an object says that the stream broke off, and nothing of what it would have been.
      if (frame.truncated && json === undefined && frame.data?.trimStart().startsWith('{')) {
        return undefined
      }
      const claim = ask({ headers, frame, json, earlier })
      earlier.push({ frame, json })
      if (claim) return { ...claim, by: 'event', event: earlier.length }
      if (frame.data !== undefined && frame.data.trim() !== '') undecided++
      if (undecided < MOST_UNDECIDED) return undefined
      return { ...(guess ?? PLAIN_TEXT), by: 'event', event: earlier.length }
    },
    end() {
      const best = guess ?? (undecided > 0 ? PLAIN_TEXT : undefined)
      return best && { ...best, by: 'end', event: earlier.length }
    },
  }
}

const PLAIN_TEXT = { dialect: fallbackDialect, rule: 'no event fits a known dialect' }

/** A payload that is JSON and refused all the same is an object that no rule knows, not text. */
function readJson(frame: Frame, limits: JsonLimits | undefined): unknown {
  if (frame.data === undefined) return undefined
  const parsed = parseJson(frame.data, limits)
  if (parsed.ok) return parsed.value
  return parsed.problem === 'syntax' ? undefined : {}
}
