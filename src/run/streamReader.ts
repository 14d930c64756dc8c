import type { Detection } from '../dialects/detect.ts'
import type { DialectChoice } from '../dialects/dialect.ts'
import type { StreamEvent } from '../dialects/events.ts'
import { chooseDialect, type DialectName } from '../dialects/index.ts'
import type { JsonLimits } from '../dialects/payload/json.ts'
import type { ResultFields } from '../dialects/results/resultItem.ts'
import type { StreamError } from '../errors/streamError.ts'
import { createResumableReader } from './resumableReader.ts'

export interface StreamReaderOptions {
  /** How the body is cut into events. Default: `'auto'`, from the content type and the first line. */
  readonly framing?: 'auto' | 'sse' | 'ndjson' | 'text'
  /**
   * What the events mean; of several dialects the stream shows which. Default: `'auto'`, from the headers and the first
   * events, any of the kit's.
   */
  readonly dialect?: 'auto' | DialectName | DialectChoice
  /** The headers of the response. */
  readonly headers?: HeadersInit
  /** Base for relative urls of result images and sources. */
  readonly baseUrl?: string
  /** How this backend names the fields of its result items. */
  readonly resultFields?: ResultFields
  /** Largest single event or line, in bytes of UTF-8. Default: 1 MiB. */
  readonly maxEventBytes?: number
  /** Bounds of one JSON payload. */
  readonly json?: JsonLimits
  /** The stream is resumed behind this event: numbered events up to it, should they come again, are skipped. */
  readonly lastEventId?: string
}

/** Turns the text of one response, cut anywhere, into events. Never throws, whatever the text is. */
export interface StreamReader {
  push(text: string): readonly StreamEvent[]
  /** The body is over. The last event is `done`; calling it again gives nothing. */
  end(): readonly StreamEvent[]
  /** Name of the dialect, as soon as it is known. */
  readonly dialect: string | undefined
  /** How the dialect was found out. */
  readonly detection: Detection | undefined
  /** Why the reader gave up: `limit`, `protocol`, or `server` for an error document. */
  readonly failure: StreamError | undefined
  /** Id of the last event that was read whole. */
  readonly lastEventId: string | undefined
  /** The reconnection time that the server asked for last, in milliseconds. */
  readonly retry: number | undefined
}

/**
 * Makes the reader for one response.
 * @throws {TypeError} when there is no dialect of the given name.
 */
export function createStreamReader(options: StreamReaderOptions = {}): StreamReader {
  return createResumableReader({ ...options, dialect: chooseDialect(options.dialect) })
}

/**
 * Makes the reader for one response in a dialect that is given, or in one of several. It does the same as
 * {@link createStreamReader}, which knows the dialects by name and so brings all of them into an app.
 *
 * @example
 * const reader = createStreamReaderIn(ragDialect, { headers: response.headers })
 */
export function createStreamReaderIn(
  dialect: DialectChoice,
  options: Omit<StreamReaderOptions, 'dialect'> = {},
): StreamReader {
  return createResumableReader({ ...options, dialect })
}
