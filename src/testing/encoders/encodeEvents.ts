import type { StreamEvent } from '../../dialects/events.ts'
import type { DialectName } from '../../dialects/index.ts'
import type { WireEncoder } from './encoder.ts'
import { encoderOf } from './index.ts'

/**
 * The body of a whole stream, as the backend of this dialect would send it.
 * @throws {TypeError} for an event that this dialect has no way to say.
 */
export function encodeEvents(
  dialect: DialectName | WireEncoder,
  events: readonly StreamEvent[],
): string {
  const encoder = typeof dialect === 'string' ? encoderOf(dialect) : dialect
  const writer = encoder.create()
  return events.map((event) => writer.write(event)).join('')
}
