import type { EventOf } from '../dialects/events.ts'
import type { StreamError } from '../errors/streamError.ts'

/** Puts an error that ends a stream in the words of the stream. What a server says has the server's own code, or none. */
export function describeFault({ message, code, kind, status }: StreamError): EventOf<'error'> {
  const known = code ?? (kind === 'server' ? undefined : kind)
  return {
    type: 'error',
    message,
    ...(known !== undefined && { code: known }),
    ...(status !== undefined && { status }),
    recoverable: false,
    scope: 'stream',
  }
}
