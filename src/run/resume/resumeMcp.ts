import { encodeLastEventId } from '../lastEventId.ts'
import { resolvePart } from '../request.ts'
import type { AttemptContext } from '../streamRun.ts'
import type { ResumePolicy } from './resumeRequest.ts'

const SESSION = 'mcp-session-id'
const KEPT_HEADERS = ['authorization', SESSION, 'mcp-protocol-version']

/**
 * Goes on with the answer of an MCP server over Streamable HTTP: whatever opened the stream, "resumption is always via
 * HTTP GET with `Last-Event-ID`", at the same url and in the same session.
 * @see https://modelcontextprotocol.io/specification/2025-11-25/basic/transports
 */
export function resumeMcp(): ResumePolicy {
  return {
    request({ lastEventId, sent, request, responseHeaders }) {
      const cursor = lastEventId === undefined ? undefined : encodeLastEventId(lastEventId)
      if (cursor === undefined) return null
      // The answer to `initialize` is what names the session.
      const session = responseHeaders.get(SESSION)
      const build = (from: HeadersInit | undefined): Headers => buildHeaders(from, cursor, session)
      if (sent !== undefined) return { url: sent.url, method: 'GET', headers: build(sent.headers) }
      const headers = async (context: AttemptContext): Promise<Headers> =>
        build(await resolvePart(request.headers, context))
      return { url: request.url, method: 'GET', headers }
    },
  }
}

function buildHeaders(
  from: HeadersInit | undefined,
  cursor: string,
  session: string | null,
): Headers {
  const before = new Headers(from)
  const headers = new Headers({ accept: 'text/event-stream', 'last-event-id': cursor })
  for (const name of KEPT_HEADERS) {
    const value = before.get(name)
    if (value !== null) headers.set(name, value)
  }
  if (session !== null) headers.set(SESSION, session)
  return headers
}
