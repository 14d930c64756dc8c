import { describe, expect, it } from 'vitest'
import { type StreamErrorKind, StreamError } from '../../src/errors/streamError.ts'
import { chooseContinuation, type ContinuationFacts } from '../../src/run/continuation.ts'

type Given = Partial<Omit<ContinuationFacts, 'end'>>
type End = ContinuationFacts['end']

const broken = (kind: StreamErrorKind, retryable = true): StreamError =>
  new StreamError(kind, kind, { retryable })

const BEFORE_HEAD: End = { phase: 'sent', status: undefined, error: broken('network') }
const BEHIND_HEAD: End = { phase: 'head', status: 200, error: broken('network') }
const REFUSED: End = { phase: 'sent', status: undefined, error: broken('http') }
const CLEAN_END: End = { phase: 'head', status: 200, error: undefined }
const NO_CONTENT: End = { phase: 'head', status: 204, error: undefined }
const UNMADE: End = { phase: 'prepare', status: undefined, error: broken('network') }

const GET: Given = { isSafe: true }
const POST: Given = {}
const KEYED: Given = { isIdempotent: true }
const PARTIAL: Given = { isPartial: true }
const CURSOR: Given = { isPartial: true, hasCursor: true }
const POLICY: Given = { hasPolicy: true }

function choose(end: End, ...given: readonly Given[]) {
  const facts: ContinuationFacts = {
    end,
    isSafe: false,
    isIdempotent: false,
    wasSent: true,
    isPartial: false,
    hasCursor: false,
    hasPolicy: false,
    isSpent: false,
    by: 'run',
  }
  return chooseContinuation(Object.assign({}, facts, ...given))
}

describe('before anything of the answer was delivered', () => {
  it.each<[string, End, Given, ReturnType<typeof choose>]>([
    ['a GET', BEFORE_HEAD, GET, 'again'],
    ['a GET', BEHIND_HEAD, GET, 'again'],
    ['a GET', REFUSED, GET, 'again'],
    ['a GET', CLEAN_END, GET, 'again'],
    ['a GET', NO_CONTENT, GET, undefined],
    ['a GET behind an id', BEHIND_HEAD, { ...GET, hasCursor: true }, 'cursor'],
    ['a GET behind an id', REFUSED, { ...GET, hasCursor: true }, 'cursor'],
    ['a GET with a policy behind an id', REFUSED, { ...GET, ...POLICY, hasCursor: true }, 'policy'],
    ['a POST', BEFORE_HEAD, POST, undefined],
    ['a POST', BEHIND_HEAD, POST, undefined],
    ['a POST', REFUSED, POST, undefined],
    ['a POST', CLEAN_END, POST, undefined],
    ['an idempotent POST', BEFORE_HEAD, KEYED, 'again'],
    ['an idempotent POST', REFUSED, KEYED, 'again'],
    ['an idempotent POST', BEHIND_HEAD, KEYED, undefined],
    ['an idempotent POST', CLEAN_END, KEYED, undefined],
    ['a POST with a policy', BEFORE_HEAD, POLICY, 'policy'],
    ['a POST with a policy', BEHIND_HEAD, POLICY, 'policy'],
    ['a POST with a policy', REFUSED, POLICY, undefined],
  ])('%s that ended as %o goes on so', (_request, end, given, continuation) => {
    expect(choose(end, given)).toBe(continuation)
  })
})

describe('once part of the answer was delivered', () => {
  it.each<[string, readonly Given[], ReturnType<typeof choose>]>([
    ['a GET without ids', [GET, PARTIAL], undefined],
    ['a GET with ids', [GET, CURSOR], 'cursor'],
    ['a POST with ids', [CURSOR], undefined],
    ['an idempotent POST with ids', [KEYED, CURSOR], undefined],
    ['a POST with ids and a policy', [CURSOR, POLICY], 'policy'],
    ['a POST with a policy and no ids', [PARTIAL, POLICY], 'policy'],
    ['a GET with ids and a policy', [GET, CURSOR, POLICY], 'policy'],
  ])('%s goes on so', (_request, given, continuation) => {
    for (const end of [BEFORE_HEAD, BEHIND_HEAD, REFUSED, CLEAN_END]) {
      expect(choose(end, ...given)).toBe(continuation)
    }
    expect(choose(NO_CONTENT, ...given)).toBeUndefined()
  })
})

describe('whatever was delivered', () => {
  it('what no second try will mend ends the run', () => {
    for (const kind of ['http', 'content-type', 'protocol', 'limit', 'server'] as const) {
      const end: End = { phase: 'head', status: 200, error: broken(kind, false) }
      expect(choose(end, GET, CURSOR, POLICY, KEYED)).toBeUndefined()
    }
  })

  it('a request that could not be made is made once more only where one was sent before', () => {
    expect(choose(UNMADE, POST)).toBe('same')
    expect(choose(UNMADE, GET, { wasSent: false })).toBeUndefined()
  })
})
