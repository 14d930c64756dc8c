import type { StreamErrorKind } from '../../errors/streamError.ts'
import type { StreamConnection } from '../../run/connection.ts'
import type { StreamOutcome } from '../../run/outcome.ts'
import type { StreamState } from '../../state/streamState.ts'
import type { StreamIds } from '../../dialects/events.ts'

/**
 * A talk as plain data, made to be stored and read back: no class, no function, no `Date`.
 *
 * Times are milliseconds since 1970. Nothing in it is ever changed in place; what a change does not touch keeps its
 * identity.
 */
export interface ChatThread {
  readonly id: string
  /** The title that somebody gave it. Default for a list: the first question, see `titleOf`. */
  readonly title?: string
  readonly createdAt: number
  readonly updatedAt: number
  /** What the backend calls this talk: what it named last, in whichever version. Sent with the next turn. */
  readonly ids: StreamIds
  /** What is on the screen, in order: of every turn the version that is shown, and what was said behind that. */
  readonly turns: readonly ChatTurn[]
}

export type ChatTurn = UserTurn | AssistantTurn

interface TurnBase {
  readonly id: string
  /** Which of the versions is on the screen, counted from 0. */
  readonly shown: number
  /**
   * What was said behind the versions that are not shown, by the version's id. What was said behind the one that is
   * shown simply follows in `turns`.
   */
  readonly behind: TurnsBehind
}

export type TurnsBehind = Readonly<Partial<Record<string, readonly ChatTurn[]>>>

/** A question; it has more versions than one when it was edited. */
export interface UserTurn extends TurnBase {
  readonly role: 'user'
  readonly versions: readonly UserVersion[]
}

/** An answer; it has more versions than one when it was asked for again. */
export interface AssistantTurn extends TurnBase {
  readonly role: 'assistant'
  readonly versions: readonly AssistantVersion[]
}

export interface UserVersion {
  readonly id: string
  readonly createdAt: number
  readonly text: string
  readonly attachments: readonly ChatAttachment[]
}

export interface AssistantVersion extends StoredAnswer {
  readonly id: string
  readonly createdAt: number
}

/** All that is needed to draw an answer as it was when it ended. */
export interface StoredAnswer {
  /** As it was at the end; while a run is on its way, as it was when that began. */
  readonly state: StreamState
  /** There once the run is over. */
  readonly outcome?: StoredOutcome
  /** How the connection fared, with times counted from the start of the run. */
  readonly connection?: StreamConnection
}

export interface StoredOutcome extends Omit<StreamOutcome, 'error'> {
  readonly error?: StoredError
}

/** A `StreamError` as plain data, without its cause. */
export interface StoredError {
  readonly kind: StreamErrorKind
  readonly message: string
  readonly retryable: boolean
  readonly status?: number
  readonly code?: string
  readonly body?: string
  readonly retryAfter?: number
}

export interface ChatAttachment {
  readonly id: string
  readonly name: string
  /** MIME type, `''` when nobody knows. */
  readonly mediaType: string
  /** Size in bytes. */
  readonly size: number
  /** Where the backend finds it, once it is uploaded. */
  readonly url?: string
  /** The file itself, as long as the page lives; not stored. */
  readonly file?: File
}
