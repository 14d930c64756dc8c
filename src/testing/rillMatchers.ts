import type { StreamOutcome } from '../run/outcome.ts'
import type { ElementWatch } from './elementWatch.ts'
import { takeTurn } from './turn.ts'

/** What a matcher of vitest or jest gives back. */
export interface MatcherResult {
  readonly pass: boolean
  readonly message: () => string
}

/**
 * The matchers as they are called; for the types of a test runner:
 *
 * @example
 * declare module 'vitest' {
 *   interface Matchers<T> extends RillMatchers {}
 * }
 */
export interface RillMatchers {
  /** Every element of a finished block stayed, of a `watchElement` or `renderEveryPrefix`. */
  toKeepNodes(): void
  /** No text went that could be read; `within` characters may, for markup that turned out to be some. Default: 0. */
  toNeverShrink(options?: { readonly within?: number }): void
  /** A live region said this, as a whole or in part. */
  toHaveAnnounced(words: string | RegExp): void
  /** A run, or what `useStream` gives, ends so; waits a second for it. */
  toEndWith(status: StreamOutcome['status']): Promise<void>
}

/** A run, or what `useStream` returns: both have an outcome, now or later. */
export interface Ending {
  readonly outcome: Promise<StreamOutcome> | { readonly value: StreamOutcome | undefined }
}

const PATIENCE_MS = 1000

/** Node's and the browser's own, taken before a test can fake it: a clock that stands still would be waited for forever. */
const { performance: platformTime } = globalThis
const readTime = platformTime.now.bind(platformTime)

/** For `expect.extend(rillMatchers)`, in vitest and jest. */
export const rillMatchers = {
  toKeepNodes(watch: ElementWatch): MatcherResult {
    look(watch, 'toKeepNodes')
    const { lostNodes } = watch
    return {
      pass: lostNodes.length === 0,
      message: () =>
        lostNodes.length === 0
          ? 'Some node of a finished block was expected to go, and all stayed'
          : `${count(lostNodes.length)} of finished blocks went: ${lostNodes.slice(0, 5).join(', ')}`,
    }
  },
  toNeverShrink(
    watch: ElementWatch,
    { within = 0 }: { readonly within?: number } = {},
  ): MatcherResult {
    look(watch, 'toNeverShrink')
    const loss = findLoss(watch.texts, within)
    return {
      pass: loss === undefined,
      message: () =>
        loss === undefined
          ? 'Some text was expected to go, and all stayed'
          : `Text went: ${quoteEnd(loss.before)} became ${quoteEnd(loss.after)}`,
    }
  },
  toHaveAnnounced(watch: ElementWatch, words: string | RegExp): MatcherResult {
    look(watch, 'toHaveAnnounced')
    const { announcements } = watch
    const pass = announcements.some((said) =>
      // A search has no memory, as `test` of a pattern with the flag `g` has.
      typeof words === 'string' ? said.includes(words) : said.search(words) !== -1,
    )
    const heard = announcements.map((said) => JSON.stringify(said)).join(', ') || 'nothing'
    return {
      pass,
      message: () =>
        `${pass ? 'Not expected' : 'Expected'} to hear ${String(words)}; heard ${heard}`,
    }
  },
  async toEndWith(ending: Ending, status: StreamOutcome['status']): Promise<MatcherResult> {
    checkEnding(ending)
    const outcome = await waitForOutcome(ending)
    const pass = outcome?.status === status
    const reason =
      outcome?.error === undefined ? '' : ` (${outcome.error.kind}: ${outcome.error.message})`
    const came = outcome === undefined ? 'it has not ended' : `it is ${outcome.status}${reason}`
    return {
      pass,
      message: () => `The run was ${pass ? 'not ' : ''}expected to end as ${status}, and ${came}`,
    }
  },
}

/** @throws {TypeError} for what is not watched: whoever hands in an element or a wrapper reads what to do. */
function look(watch: ElementWatch, matcher: string): void {
  if (typeof watch?.look !== 'function') {
    throw new TypeError(`${matcher} judges what watchElement or renderEveryPrefix gives`)
  }
  watch.look()
}

function checkEnding(ending: Ending): void {
  if (typeof ending?.outcome === 'object' && ending.outcome !== null) return
  throw new TypeError('toEndWith judges a run, or what useStream gives')
}

function count(nodes: number): string {
  return nodes === 1 ? '1 node' : `${nodes} nodes`
}

async function waitForOutcome({ outcome }: Ending): Promise<StreamOutcome | undefined> {
  if (outcome instanceof Promise) return Promise.race([outcome, givePatience()])
  const until = readTime() + PATIENCE_MS
  while (outcome.value === undefined && readTime() < until) await takeTurn()
  return outcome.value
}

async function givePatience(): Promise<undefined> {
  const until = readTime() + PATIENCE_MS
  while (readTime() < until) await takeTurn()
}

interface Loss {
  readonly before: string
  readonly after: string
}

/** Against the most that there was, for text that goes bit by bit goes as well. */
function findLoss(texts: readonly string[], within: number): Loss | undefined {
  let before = ''
  let most = 0
  for (const after of texts) {
    const size = countReadable(after)
    if (size + within < most) return { before, after }
    if (size < most) continue
    before = after
    most = size
  }
  return undefined
}

function quoteEnd(text = ''): string {
  return JSON.stringify(text.length > 60 ? `…${text.slice(-60)}` : text)
}

/** White space comes and goes at the ends of blocks, and nobody reads it. */
function countReadable(text: string): number {
  return text.replace(/\s+/g, '').length
}
