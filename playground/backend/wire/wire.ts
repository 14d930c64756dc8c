import type { Language } from '../../shared/scenario.ts'
import type { Piece } from '../piece.ts'

/** A question as a wire writer sees it. */
export interface Question {
  readonly text: string
  readonly scenario: string
  readonly language: Language
  /** Cuts what a model would say into what it would stream. */
  cut(text: string): readonly string[]
}

/** `sse` for event streams, `ndjson` for a JSON value on each line. */
export type Framing = 'sse' | 'ndjson'

/** One dialect's way of putting an answer on the wire, to the letter of the server it stands for. */
export interface Wire {
  /** How the body is cut into events. Default: `sse`. */
  readonly framing?: Framing
  /** Content type where it is not that of the framing. */
  contentType?(question: Question): string | undefined
  /** Headers of the response beside those that every stream has. */
  readonly headers?: Readonly<Record<string, string>>
  /** Everything the server writes, one piece for each `yield` of its generator. */
  write(question: Question): Iterable<Piece>
  /** One event of this dialect with broken JSON in it. */
  readonly malformed: string
  /** The JSON body of an HTTP error, in the words of the server's framework. */
  failure(status: number, message: string): unknown
  /** Why the server refuses a question with HTTP 400 before it streams; `undefined` when it does not. */
  refuse?(question: string): string | undefined
}
