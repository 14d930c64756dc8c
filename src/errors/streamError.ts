/**
 * Why a run failed, as a closed set:
 * - `network`: the connection could not be made or broke
 * - `offline`: as `network`, and the browser says that it has no connection at all
 * - `http`: the server answered with a status outside 200–299
 * - `timeout`: one of the configured times ran out
 * - `content-type`: the response is something that cannot be a stream (a login page, a picture)
 * - `protocol`: the bytes do not follow the format they claim to follow
 * - `limit`: one of the configured limits was reached; what had arrived is kept
 * - `server`: the backend itself reported the failure inside a well-formed stream
 */
export type StreamErrorKind = (typeof KINDS)[number]

const KINDS = [
  'network',
  'offline',
  'http',
  'timeout',
  'content-type',
  'protocol',
  'limit',
  'server',
] as const

/** Whether a value from outside, such as a stored one, is one of the kinds. */
export function isStreamErrorKind(value: unknown): value is StreamErrorKind {
  return KINDS.some((kind) => kind === value)
}

export interface StreamErrorOptions {
  /** Whether sending the same request again could succeed. Default: `false`. */
  readonly retryable?: boolean
  /** HTTP status, when there was a response. */
  readonly status?: number
  /** What the server said, bounded by `limits.errorBodyBytes`; plain text, never to be rendered as HTML. */
  readonly body?: string
  /** The backend's own code for the failure, when it gave one. */
  readonly code?: string
  /** How long the server asked to wait before the next request, in milliseconds, unclamped. */
  readonly retryAfter?: number
  /** What was thrown underneath. */
  readonly cause?: unknown
}

/** The one error class of the core. `message` is a sentence for developers; the views have their own for users. */
export class StreamError extends Error {
  override readonly name = 'StreamError'
  readonly kind: StreamErrorKind
  readonly retryable: boolean
  readonly status: number | undefined
  readonly body: string | undefined
  readonly code: string | undefined
  readonly retryAfter: number | undefined

  constructor(kind: StreamErrorKind, message: string, options: StreamErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.kind = kind
    this.retryable = options.retryable ?? false
    this.status = options.status
    this.body = options.body
    this.code = options.code
    this.retryAfter = options.retryAfter
  }
}
