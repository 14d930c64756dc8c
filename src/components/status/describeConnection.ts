import type { Messages } from '../../locales/messages.ts'
import type { StreamConnection } from '../../run/connection.ts'
import type { StreamOutcome } from '../../run/outcome.ts'

/** What a connection has to say in figures. They tick, so they are shown and never read out. */
export interface ConnectionFigures {
  /** How long the run has been going, or took, in milliseconds. */
  readonly elapsedMs: number | undefined
  /** Short pieces, the most pressing first: the next try, the silence, what is missing. */
  readonly facts: readonly string[]
}

/** An id may be as long as a backend likes; its end tells one from the next. */
const LONGEST_ID = 16

/** A shorter wait is not felt as one. */
const NOTICED_MS = 1000

/** Puts the facts of a connection into figures; `now` is on the same clock, or unknown. */
export function describeConnection(
  connection: StreamConnection,
  now: number | undefined,
  { connection: words, format }: Messages,
): ConnectionFigures {
  const { attempt, startedAt, firstTokenAt, endedAt, retryAt, resumingAt } = connection
  const reached = endedAt ?? now
  const since = (start: number | undefined): number | undefined =>
    start === undefined || reached === undefined ? undefined : Math.max(0, reached - start)
  const facts: string[] = []

  if (retryAt !== undefined && now !== undefined) {
    facts.push(words.nextTry(attempt + 1, format.duration(roundUp(retryAt - now))))
  } else if (attempt > 1) {
    facts.push(endedAt === undefined ? words.attempt(attempt) : words.attempts(attempt))
  }
  if (resumingAt !== undefined) facts.push(words.behind(shortenId(resumingAt)))
  const silence = since(connection.stalledSince)
  if (silence !== undefined) facts.push(words.silent(format.duration(silence)))
  if (connection.missingEvents > 0) facts.push(words.missing(connection.missingEvents))
  // Of an answer that was there at once nobody asks how long its first words took.
  if (endedAt !== undefined && startedAt !== undefined && firstTokenAt !== undefined) {
    const took = firstTokenAt - startedAt
    if (endedAt - startedAt >= NOTICED_MS)
      facts.push(words.firstToken(format.preciseDuration(took)))
  }
  if (connection.isBufferingSuspected) facts.push(words.buffered)
  return { elapsedMs: since(startedAt), facts }
}

/** Whether a run that broke off can be gone on with; nothing where that is no question. */
export function describeWayOn(
  outcome: StreamOutcome | undefined,
  { connection: words }: Messages,
): string | undefined {
  if (outcome?.status !== 'interrupted') return outcome?.resumable ? words.resumable : undefined
  return outcome.resumable ? words.resumable : words.notResumable
}

/** To the next whole second: "in 1 s" holds until the request goes out. */
function roundUp(milliseconds: number): number {
  return Math.max(0, Math.ceil(milliseconds / 1000) * 1000)
}

function shortenId(id: string): string {
  return id.length > LONGEST_ID ? `…${id.slice(1 - LONGEST_ID)}` : id
}
