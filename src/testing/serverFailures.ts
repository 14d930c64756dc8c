import { DEFAULT_LIMITS } from '../run/limits.ts'
import { DEFAULT_TIMEOUTS } from '../run/timeouts.ts'
import type { StreamErrorKind } from '../errors/streamError.ts'
import { StreamError } from '../errors/streamError.ts'
import type { ResponseHead } from './testExchange.ts'

/** What a server, or what is between it and the client, does to make a stream fail. */
export interface FailureMeans {
  readonly message: string
  readonly status: number
  /** @throws {TypeError} when the response has begun, for a head can be sent only once. */
  readonly refuse: (head: ResponseHead, body: string) => void
  readonly push: (text: string) => void
  /** The dialect's own way to report a failure, and its end. */
  readonly report: (message: string) => void
  readonly drop: (cause: unknown) => void
  readonly hang: () => void
  readonly advance: (milliseconds: number) => Promise<void>
}

/** With more broken events in a row than that, a run gives up on a stream. */
const BROKEN_EVENTS = 25

/** For each kind of error, what really causes it: nothing is thrown that the run has not found out by itself. */
export const serverFailures: Readonly<
  Record<StreamErrorKind, (means: FailureMeans) => void | Promise<void>>
> = {
  network: ({ drop, message }) => drop(new TypeError(message)),
  offline: ({ drop, message }) => drop(new StreamError('offline', message, { retryable: true })),
  http: ({ refuse, status, message }) =>
    refuse(
      { status, headers: { 'content-type': 'application/json' } },
      JSON.stringify({ message }),
    ),
  'content-type': ({ refuse, message }) =>
    refuse(
      { status: 200, headers: { 'content-type': 'text/html' } },
      `<!doctype html><title>${message}</title>`,
    ),
  protocol: ({ push }) => push('data: {"type":"tok\n\n'.repeat(BROKEN_EVENTS)),
  limit: ({ push }) => push(`data: "${'x'.repeat(DEFAULT_LIMITS.eventBytes)}"\n\n`),
  server: ({ report, message }) => report(message),
  timeout({ hang, advance }) {
    hang()
    return advance(DEFAULT_TIMEOUTS.idle + 1)
  },
}

/** Headers tell what a response is, and cannot be taken back. */
export const MESSAGES: Readonly<Record<StreamErrorKind, string>> = {
  network: 'The connection was reset',
  offline: 'There is no connection',
  http: 'The service is not available',
  'content-type': 'Please sign in',
  protocol: '',
  limit: '',
  server: 'The model gave up',
  timeout: '',
}
