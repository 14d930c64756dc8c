import type { DoneReason, ResultItem, StreamEvent } from '../dialects/events.ts'
import type { StreamErrorKind } from '../errors/streamError.ts'
import type { Transport } from '../transport/transport.ts'
import type { TestAxiosAdapter } from './hosts/axiosAdapter.ts'
import type { MswHttp } from './hosts/mswHandler.ts'
import type { TestNodeHandler } from './hosts/nodeHandler.ts'
import type { TestClock } from './testClock.ts'
import type { ResponseHead, TestRequest } from './testExchange.ts'

/** A result as a test writes it: everything that it leaves out is filled in. */
export type TestResult = Partial<ResultItem>

export interface TestFailure {
  /** What the server says, where it says something. */
  readonly message?: string
  /** Status of a failure `http`. Default: 503. */
  readonly status?: number
}

/**
 * A backend that a test plays, word by word. It answers requests over whichever way the app sends them.
 *
 * What is said before a request has come waits for it; after the end of an answer, it is for the next request. Every
 * method settles once that which was sent has been read, and drawn where there are animation frames that nobody fakes.
 */
export interface TestStream {
  /** For `openStream`, `useStream` and `createRill({ stream })`. */
  readonly transport: Transport
  /** In the place of `fetch`, for `fetchTransport({ fetch })` or `vi.stubGlobal('fetch', …)`. */
  readonly fetch: typeof globalThis.fetch
  /** For `axios.create({ adapter })`. */
  readonly axiosAdapter: TestAxiosAdapter
  /** Answers requests to `url` in msw: `setupServer(stream.mswHandler(http, '/api/chat'))`, with `http` from msw. */
  mswHandler<Handler>(http: MswHttp<Handler>, url: string | RegExp): Handler
  /** For `createServer` of `node:http`, and any framework that takes such handlers. */
  readonly nodeHandler: TestNodeHandler
  /** Every request so far, oldest first. */
  readonly requests: readonly TestRequest[]
  /** Settles with the next request that comes; at once when one has come that nobody has asked for. */
  nextRequest(): Promise<TestRequest>
  /** Stands still until `advance` moves it: for `openStream(request, { clock: stream.clock })`. */
  readonly clock: TestClock
  advance(milliseconds: number): Promise<void>

  /** Sends the head of the response and nothing else. Everything that is said sends it too. */
  accept(head?: Partial<ResponseHead>): Promise<void>
  /** Sends this as it is, in one piece. A text is sent as UTF-8. */
  push(raw: string | Uint8Array): Promise<void>
  /** Says these events as the backend of this dialect does. @throws {TypeError} for what it cannot say. */
  event(...events: readonly StreamEvent[]): Promise<void>
  /** A piece of the answer. */
  token(text: string): Promise<void>
  /** A piece of what the model thinks. */
  thought(text: string): Promise<void>
  status(message: string): Promise<void>
  /** Begins a step, and ends the one before. */
  step(name: string): Promise<void>
  /** A tool is called, and answers. */
  tool(name: string, input: unknown, output?: unknown): Promise<void>
  results(items: readonly TestResult[], kind?: 'retrieved' | 'cited'): Promise<void>
  progress(value: number, total?: number): Promise<void>

  /** Ends the answer as the backend does, with a step that is open. */
  finish(reason?: DoneReason): Promise<void>
  /** Ends the response without a word: for most dialects, too early. */
  close(): Promise<void>
  /** The connection breaks once all that was sent has been read. */
  drop(): Promise<void>
  /** Nothing more is said, and the connection stays open. */
  hang(): Promise<void>
  /**
   * Does what leads to an error of this kind. `timeout` is silence while the clock goes on, so it needs a run on
   * `stream.clock`; only `transport` can tell `offline` from `network`.
   * @throws {TypeError} for `http` and `content-type` after the head has been sent.
   */
  fail(kind: StreamErrorKind, failure?: TestFailure): Promise<void>
}
