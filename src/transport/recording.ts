import type { StreamErrorKind } from '../errors/streamError.ts'

/** A response as it came, to be played again; it may be written to a file as JSON. Times are in milliseconds. */
export interface Recording {
  readonly version: 1
  /** What was asked, for whoever looks at the recording: playing it takes no notice. */
  readonly request?: {
    readonly url: string
    readonly method?: string
    readonly headers?: Readonly<Record<string, string>>
    readonly body?: string
  }
  readonly response: {
    readonly status: number
    readonly headers: Readonly<Record<string, string>>
    /** Where it came from. Default: the url that is asked for. */
    readonly url?: string
    /** When the head came, counted from the request. Default: 0. */
    readonly at?: number
  }
  readonly chunks: readonly RecordedChunk[]
  /** How the body ended. Default: properly, right after the last chunk. */
  readonly outcome?: RecordedOutcome
}

/** A piece of the body as it came, counted from the request: as text, or as bytes where a character is cut in two. */
export type RecordedChunk =
  | { readonly at: number; readonly text: string }
  | { readonly at: number; readonly base64: string }

export type RecordedOutcome =
  | { readonly type: 'end'; readonly at?: number }
  | {
      readonly type: 'error'
      readonly at?: number
      /** Default: `network`. */
      readonly kind?: StreamErrorKind
      readonly message: string
    }

/** A recording, or just the text of an event stream, in one or in the pieces that it comes in. */
export type ReplaySource = Recording | string | readonly string[]

/**
 * Makes a recording of what is only text: an event stream without pauses.
 * @throws {TypeError} for a recording of a version that is not known.
 */
export function toRecording(source: ReplaySource): Recording {
  if (isPieces(source)) {
    return {
      version: 1,
      response: { status: 200, headers: { 'content-type': 'text/event-stream' } },
      chunks: source.map((text) => ({ at: 0, text })),
    }
  }
  if (typeof source === 'string') return toRecording([source])
  // A recording is mostly read from a file.
  const { version }: { readonly version: unknown } = source
  if (version === 1) return source
  throw new TypeError(`A recording of version ${String(version)} cannot be played`)
}

/** `Array.isArray` does not tell a readonly array from the rest. */
function isPieces(source: ReplaySource): source is readonly string[] {
  return Array.isArray(source)
}
