import type { Dialect, DialectContext } from '../dialects/dialect.ts'
import type { Frame } from '../framing/frame.ts'

/**
 * Whether a frame ends an answer, though the body was cut off before its blank line, which many backends forget. A dialect
 * that may go on must not hear of half an event, so it is shown to a reader that knows nothing else and is thrown away.
 */
export function bringsEnd(dialect: Dialect, context: DialectContext, frame: Frame): boolean {
  try {
    return isEnd(dialect, context, [frame]) && !isEnd(dialect, context, [])
  } catch {
    // What a dialect cannot make of half an event is the fault of whoever hung up.
    return false
  }
}

function isEnd(dialect: Dialect, context: DialectContext, frames: readonly Frame[]): boolean {
  const reader = dialect.create(context)
  const events = [...frames.flatMap((frame) => reader.read(frame)), ...reader.end()]
  return events.some((event) => event.type === 'done' && event.clean)
}
