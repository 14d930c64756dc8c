import type { DialectChoice } from '../dialects/dialect.ts'
import type { StreamEvent } from '../dialects/events.ts'
import type { ResultFields } from '../dialects/results/resultItem.ts'
import type { StreamState } from '../state/streamState.ts'
import type { Transport } from '../transport/transport.ts'
import type { DialectName } from '../dialects/index.ts'
import type { Clock } from '../transport/clock.ts'
import type { StreamConnection } from './connection.ts'
import type { StreamEnvironment } from './environment.ts'
import type { StreamLimitOptions } from './limits.ts'
import type { StreamOutcome } from './outcome.ts'
import type { ResumeOption } from './resume/resumeRequest.ts'
import type { RetryOptions } from './retry.ts'
import type { StreamTimeoutOptions } from './timeouts.ts'

/** What a request may depend on. */
export interface AttemptContext {
  /** 1 for the first request of a run. */
  readonly attempt: number
  /** Id of the last event that was delivered, when the stream has ids. */
  readonly lastEventId: string | undefined
}

/** A value, or a function that makes it for each attempt, such as a token that expires. */
export type PerAttempt<Value> = Value | ((context: AttemptContext) => Value | Promise<Value>)

export interface StreamRequest {
  readonly url: PerAttempt<string | URL>
  /** Default: `POST` when there is a body, else `GET`. */
  readonly method?: string
  readonly headers?: PerAttempt<HeadersInit | undefined>
  /**
   * Whether the backend takes this request twice for once, so that it may be sent again as long as no response has
   * begun. Default: `true` for GET and HEAD, and where an `Idempotency-Key` header is set.
   */
  readonly idempotent?: boolean
  /** Plain objects and arrays are sent as JSON; text, `FormData`, `Blob` and their like as they are. */
  readonly body?: PerAttempt<unknown>
}

export interface StreamOptions {
  /** Default: `fetchTransport()`. */
  readonly transport?: Transport
  /** Default: `'auto'`, from the content type and the first bytes. */
  readonly framing?: 'auto' | 'sse' | 'ndjson' | 'text'
  /** Of several dialects the stream shows which. Default: `'auto'`, from the headers and the first events, any of the kit's. */
  readonly dialect?: 'auto' | DialectName | DialectChoice
  readonly limits?: StreamLimitOptions
  readonly timeouts?: StreamTimeoutOptions
  /** When a request is sent again by itself; `false`: never, not even to go on behind the last event. */
  readonly retry?: RetryOptions | false
  /**
   * How an answer that broke off is gone on with. Without it a GET whose events have ids is sent again with
   * `Last-Event-ID`, and everything else ends as interrupted.
   */
  readonly resume?: ResumeOption
  /** Goes on behind this event of an earlier run instead of beginning. */
  readonly lastEventId?: string
  /** Base for relative urls of result images and sources. Without it they stay as they came. */
  readonly baseUrl?: string
  /** How this backend names the fields of its result items. */
  readonly resultFields?: ResultFields
  /** Aborting it cancels the run. */
  readonly signal?: AbortSignal
  /** Where time comes from. Default: the platform's own. */
  readonly clock?: Clock
  /** Numbers from 0 to 1 for the jitter. Default: `Math.random`. */
  readonly random?: () => number
  /** Says when the browser is online and the page is looked at. Default: the page around, if there is one. */
  readonly environment?: StreamEnvironment
  /** Called once per chunk with the events it held and the state after them; what it throws does not stop the run. */
  readonly onEvents?: (events: readonly StreamEvent[], state: StreamState) => void
}

/**
 * A running stream. It starts by itself and ends in exactly one outcome.
 *
 * A loop over it gets the events from when the loop began; what the loop has not taken yet is held for it, and slows
 * nothing. Leaving the loop leaves the run alone, for others may follow it: `cancel()` is what stops it. The loop ends
 * with the run and never throws; how the run ended is in `outcome`.
 */
export interface StreamRun extends AsyncIterable<StreamEvent> {
  /** The state now. */
  readonly state: StreamState
  /** Where the connection stands: what is waited for, and since when. */
  readonly connection: StreamConnection
  /** Settles when the run is over; never rejects. */
  readonly outcome: Promise<StreamOutcome>
  /**
   * Calls `listener` after every change of the state, once per chunk, until the returned function is called. What it
   * throws stops neither the run nor other listeners; it is thrown again where uncaught errors go.
   */
  subscribe(listener: (state: StreamState) => void): () => void
  /** Calls `listener` after every change of `connection`, until the returned function is called. */
  followConnection(listener: (connection: StreamConnection) => void): () => void
  /** Stops the run at once, in whatever phase it is; the partial answer stays. Further calls do nothing. */
  cancel(reason?: unknown): void
  /** Stops reading, so that the sender waits where the transport allows it; what comes all the same is held back. */
  pause(): void
  /** Ends a pause. */
  resume(): void
  /**
   * Goes on with a run that broke off, once its `outcome` is `resumable`: a new run that carries on the same state, with
   * an outcome of its own. Gives nothing while this one is on its way, when there is no way to go on, and for a second
   * time: then it is the new run that can be gone on with.
   */
  continue(): StreamRun | undefined
  /**
   * Sends the next request at once, while `connection.retryAt` says that one is waited for; otherwise it does nothing.
   * A wait that the server asked for is kept: then `retryAt` moves to the end of that.
   */
  retryNow(): void
}
