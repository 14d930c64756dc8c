import type { StreamErrorKind } from '../errors/streamError.ts'
import { parseRecording } from './parseRecording.ts'

/**
 * A response as it came, to be played again; it may be written to a file as JSON, a `rill-recording` of version 1. Times
 * are in milliseconds and count from the request.
 */
export interface Recording {
  readonly format?: 'rill-recording'
  readonly version: 1
  /** What was asked, for whoever looks at the recording: playing it takes no notice. */
  readonly request?: RecordedRequest
  /** The head of the response. Missing where none came: then `outcome` says why. */
  readonly response?: RecordedHead
  readonly chunks: readonly RecordedChunk[]
  /** More came than was kept. */
  readonly truncated?: true
  /** How the body ended. Default: properly, right after the last chunk. */
  readonly outcome?: RecordedOutcome
}

export interface RecordedRequest {
  readonly url: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Only where it was text. */
  readonly body?: string
}

export interface RecordedHead {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Where it came from. Default: the url that is asked for. */
  readonly url?: string
  /** When the head came. Default: 0. */
  readonly at?: number
  /** As the transport said it: each chunk is one whole message. Default: `stream`. */
  readonly boundaries?: 'stream' | 'message'
}

/** A piece of the body as it came: as text, or as bytes where a character is cut in two. */
export type RecordedChunk =
  | {
      readonly at: number
      readonly text: string
      /** Its size on the wire, where that is not the size of the text in UTF-8: what came was no valid UTF-8. */
      readonly bytes?: number
    }
  | { readonly at: number; readonly base64: string }

export type RecordedOutcome =
  | { readonly type: 'end'; readonly at?: number }
  /** The stream had said its last word, while the connection was still open; playing it waits there. */
  | { readonly type: 'complete'; readonly at?: number }
  /** The connection was still open when the reader let go of it before that; playing it waits there. */
  | { readonly type: 'open'; readonly at?: number }
  | RecordedFailure

/** An error, with what the transport knew of it. */
export interface RecordedFailure {
  readonly type: 'error'
  readonly at?: number
  /** Default: `network`. */
  readonly kind?: StreamErrorKind
  readonly message: string
  /** Default: `true` for `network` and `offline`. */
  readonly retryable?: boolean
  readonly status?: number
  readonly body?: string
  readonly code?: string
  readonly retryAfter?: number
}

/**
 * A recording; several, one for each request of a run that tried again; or just the text of an event stream, in one or in
 * the pieces that it comes in.
 */
export type ReplaySource = Recording | readonly Recording[] | string | readonly string[]

/**
 * Makes recordings of what is only text: an event stream without pauses.
 * @throws {TypeError} for what is no recording, or one of a version that is not known; it says where.
 */
export function toRecordings(source: ReplaySource): readonly Recording[] {
  const list: readonly (string | Recording)[] = isList(source) ? source : [source]
  const pieces = list.filter((entry) => typeof entry === 'string')
  if (pieces.length < list.length) return list.map(parseRecording)
  return [
    {
      format: 'rill-recording',
      version: 1,
      response: { status: 200, headers: { 'content-type': 'text/event-stream' } },
      chunks: pieces.map((text) => ({ at: 0, text })),
    },
  ]
}

/** `Array.isArray` does not tell a readonly array from the rest. */
function isList(source: ReplaySource): source is readonly Recording[] | readonly string[] {
  return Array.isArray(source)
}
