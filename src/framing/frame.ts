/** One record of a stream: an SSE event, an NDJSON line, a piece of plain text, a WebSocket message. */
export interface Frame {
  /** The event name; `''` when the stream names none. */
  readonly event: string
  /** The payload; `undefined` for an SSE block that has an event name and no `data` line. */
  readonly data: string | undefined
  /** The last event id in force; `undefined` as long as the stream has set none. */
  readonly id: string | undefined
  /** The stream ended before the blank line that should have closed this event. */
  readonly truncated?: true
}

/** Whether the event has no name of its own: `message` is what EventSource calls events without one. */
export function isUnnamed({ event }: Pick<Frame, 'event'>): boolean {
  return event === '' || event === 'message'
}

/** Turns text, cut anywhere, into frames. One decoder serves one response. */
export interface FrameDecoder {
  /**
   * Takes the next piece of text and gives the frames it completes, in order.
   * @throws {StreamError} of kind `limit`. Frames completed before the limit are always handed over first: when one
   * call holds both, it returns the frames and the next call throws.
   */
  push(text: string): readonly Frame[]
  /** Says that no more text comes and gives what was still open, marked `truncated` where its end was missing. */
  end(): readonly Frame[]
}

export interface FrameDecoderOptions {
  /** Largest event, in bytes of UTF-8; it does not depend on how the text was cut. Default: 1 MiB. */
  readonly maxEventBytes?: number
}

export const DEFAULT_MAX_EVENT_BYTES = 1024 * 1024
