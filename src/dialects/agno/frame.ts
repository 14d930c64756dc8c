import type { DialectContext, DialectReader } from '../dialect.ts'
import type { StreamEvent } from '../events.ts'

const NOTHING: readonly StreamEvent[] = []
const OTHER_FIELD = /^(?:event|id|retry)?:/

/**
 * Reads agno's WebSocket messages: the first is a bare record, and those behind it hold the text of an event stream. Cut
 * into lines as records are, a line of that text is a field of an event, and only `data` says something.
 */
export function unwrapMessages(context: DialectContext, reader: DialectReader): DialectReader {
  if (context.framing !== 'ndjson') return reader
  return {
    read(frame) {
      const { data = '' } = frame
      if (data.startsWith('data:'))
        return reader.read({ ...frame, data: data.slice(5).trimStart() })
      return OTHER_FIELD.test(data) ? NOTHING : reader.read(frame)
    },
    end: () => reader.end(),
    suspend: () => reader.suspend?.(),
  }
}
