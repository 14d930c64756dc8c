import type { StreamIds } from '../../dialects/events.ts'
import type { Frame } from '../../framing/frame.ts'
import type { StreamState } from '../../state/streamState.ts'
import type { TransportRequest } from '../../transport/transport.ts'
import type { AttemptContext, StreamRequest } from '../streamRun.ts'

/** What is known when an answer that broke off is to be gone on with. */
export interface ResumeContext extends AttemptContext {
  /** The last request that went out; `undefined` when none did, as for a run that is seeded with an id. */
  readonly sent: TransportRequest | undefined
  /** The request of the run, as it was given. */
  readonly request: StreamRequest
  /** The headers of the last response, such as a session id; empty when there was none. */
  readonly responseHeaders: Headers
  /** The ids that the backend has named so far. */
  readonly ids: StreamIds
  readonly state: StreamState
}

export interface ResumeRequest extends StreamRequest {
  /**
   * Where the answer to this request begins: behind the last event that was delivered, or at its very start. What is
   * said again is recognised and not shown twice. Default: `cursor` when there is a last event id, else `start`.
   */
  readonly from?: 'cursor' | 'start'
}

/** Makes the request that goes on with an answer, or says `null`: then the run ends as interrupted. */
export type ResumeFunction = (
  context: ResumeContext,
) => ResumeRequest | null | Promise<ResumeRequest | null>

/** How the answers of one kind of backend are gone on with. */
export interface ResumePolicy {
  readonly request: ResumeFunction
  /** Reads the cursor off a frame, for backends that keep it in their payload. Default: the id of the event stream. */
  readonly cursorOf?: (frame: Frame) => string | undefined
}

/** A function, a policy, or `false`: then nothing is gone on with, not even a GET with event ids. */
export type ResumeOption = ResumeFunction | ResumePolicy | false

export function toResumePolicy(option: ResumeOption | undefined): ResumePolicy | undefined {
  return typeof option === 'function' ? { request: option } : option || undefined
}
