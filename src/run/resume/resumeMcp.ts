import { encodeLastEventId } from '../lastEventId.ts'
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
      const headers = new Headers({ accept: 'text/event-stream', 'last-event-id': cursor })
      for (const name of KEPT_HEADERS) {
        const value = sent?.headers.get(name)
        if (typeof value === 'string') headers.set(name, value)
      }
      // The answer to `initialize` is what names the session.
      const session = responseHeaders.get(SESSION)
      if (session !== null) headers.set(SESSION, session)
      return sent === undefined
        ? { ...request, method: 'GET', body: undefined }
        : { url: sent.url, method: 'GET', headers }
    },
  }
}
