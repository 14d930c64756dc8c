import type { Frame, FrameDecoder, FrameDecoderOptions } from '../framing/frame.ts'
import type { ResultFields } from './results/resultItem.ts'
import type { JsonLimits } from './payload/json.ts'
import type { StreamEvent } from './events.ts'

/** What a dialect may lean on while it reads one stream. */
export interface DialectContext {
  /** Base that relative urls of images and sources resolve against. */
  readonly baseUrl?: string
  /** How this backend names the fields of its result items. */
  readonly resultFields?: ResultFields
  /** Largest depth and number of keys of one JSON payload. */
  readonly json?: JsonLimits
  /** How the frames were cut out of the body; the pieces of a plain `text` may be cut anywhere. Default: `sse`. */
  readonly framing?: 'sse' | 'ndjson' | 'text'
}

/** Reads the frames of one stream; it may remember what it has seen. */
export interface DialectReader {
  read(frame: Frame): readonly StreamEvent[]
  /** The stream is over: gives what was held back and, unless one was given before, the `done`. */
  end(): readonly StreamEvent[]
  /**
   * The body is over before the end of the answer, and another response may go on with it: gives what is held back, to
   * be shown, and holds it all the same, for `read` may be called again as if nothing had happened. `undefined`: what was
   * said so far is an end, so `end` is to be called. Without this way, a dialect that was told of the end of a body
   * begins anew with the next one, and steps that it numbers by itself are counted anew.
   */
  suspend?(): readonly StreamEvent[] | undefined
}

/** What detection may look at: the frames so far that say something, oldest first, each with its payload if that is JSON. */
export interface DetectionProbe {
  readonly headers: Headers | undefined
  readonly frame: Frame
  /** The frame's payload parsed as JSON; `undefined` when it is not JSON. */
  readonly json: unknown
  /** Everything that was said before `frame`, at most a handful of frames. */
  readonly earlier: readonly { readonly frame: Frame; readonly json: unknown }[]
}

export interface DetectionClaim {
  /** The rule in words, for the inspector: `type is "token"`. */
  readonly rule: string
  /**
   * The evidence is weak, as with a lone `{"type":"error"}`: never a reason to lock, but the best guess if nothing
   * stronger follows. Default: `false`.
   */
  readonly provisional?: boolean
}

/**
 * A backend's way of putting an answer on the wire, translated into {@link StreamEvent}s.
 *
 * The reader sends `start` before a dialect's first event and makes sure that there is exactly one `done`, so a dialect
 * gives its ids as `meta` and is free to leave `done` to the end.
 */
export interface Dialect {
  readonly name: string
  create(context: DialectContext): DialectReader
  /** Says whether the headers of a response alone name this dialect; asked before anything is read. */
  detectHeaders?(headers: Headers): DetectionClaim | undefined
  /** Says whether a stream looks like this dialect. Without either of the two it is found by name only. */
  detect?(probe: DetectionProbe): DetectionClaim | undefined
  /**
   * Says whether this one JSON document is a whole answer, as backends give it that were not asked for a stream; it is
   * then read as the only frame, with `[DONE]` behind it. Without it, a document is read where {@link detect} knows it
   * for certain, and is an error otherwise.
   */
  acceptsDocument?(document: unknown): boolean
  /**
   * Whether a body without any framing may be this backend's answer, given in the pieces that it comes in. Otherwise such
   * a body is read line by line, so that where it is cut changes nothing. Default: `false`.
   */
  readonly readsBareText?: boolean
  /**
   * Whether the answer is text whatever it looks like: lines that happen to be JSON are no records then, and a body without
   * fields is no broken event stream. Detection reads as such a dialect what no other claims. Default: `false`.
   */
  readonly readsAnyText?: boolean
  /** Decoder for event streams, where the standard one would lose something that this backend sends. */
  createDecoder?(options: FrameDecoderOptions): FrameDecoder
}

/** One dialect that a stream is in, or several of which the stream shows which one; the sharper marks stand first. */
export type DialectChoice = Dialect | readonly Dialect[]

/** Whether the choice is a list, also of one: `Array.isArray` does not tell TypeScript of read-only lists. */
export function isDialectList(choice: DialectChoice): choice is readonly Dialect[] {
  return Array.isArray(choice)
}

/**
 * Types a dialect of your own; its name stays the literal that it is.
 *
 * @example
 * const shout = defineDialect({
 *   name: 'shout',
 *   create: () => ({
 *     read: (frame) => (frame.data ? [{ type: 'text', channel: 'answer', delta: frame.data.toUpperCase() }] : []),
 *     end: () => [{ type: 'done', reason: 'eof', clean: true }],
 *   }),
 * })
 */
export function defineDialect<const Name extends string>(
  dialect: Dialect & { readonly name: Name },
): Dialect & { readonly name: Name } {
  return dialect
}
