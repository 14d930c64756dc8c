import { parseJson } from '../../dialects/payload/json.ts'
import { isRecord } from '../../dialects/payload/jsonFields.ts'
import type { TransportRequest } from '../../transport/transport.ts'
import type { ResumeContext, ResumePolicy } from './resumeRequest.ts'

export interface ResumeAiSdkOptions {
  /** Where a stream is picked up. Default: `{url of the request}/{id in its body}/stream`, as the AI SDK's own client. */
  readonly url?: (context: ResumeContext) => string | null
}

/**
 * Goes on with an answer of an AI SDK backend with resumable streams. It has no cursor: the stream is sent again from
 * its start, and what is known of it is recognised. 204 says that there is nothing to pick up.
 * @see https://ai-sdk.dev/docs/ai-sdk-ui/chatbot-resume-streams
 */
export function resumeAiSdk({ url = defaultUrl }: ResumeAiSdkOptions = {}): ResumePolicy {
  return {
    request(context) {
      const address = url(context)
      if (address === null) return null
      const headers = new Headers(context.sent?.headers)
      headers.delete('content-type')
      return { url: address, method: 'GET', headers, from: 'start' }
    },
  }
}

function defaultUrl({ sent, request, ids }: ResumeContext): string | null {
  if (sent === undefined) return null
  const path = sent.url.replace(/[?#].*$/s, '').replace(/\/+$/, '')
  // The request before may have been one of these.
  if (sent.method === 'GET' && path.endsWith('/stream')) return path
  const chatId = readId(request.body) ?? readId(parseBody(sent)) ?? ids.conversationId
  return chatId === undefined ? null : `${path}/${encodeURIComponent(chatId)}/stream`
}

/** A body that a function made, or that was text from the start, went out as JSON. Of any size: it is the caller's own. */
function parseBody({ body }: TransportRequest): unknown {
  const unbounded = { maxDepth: Number.POSITIVE_INFINITY, maxKeys: Number.POSITIVE_INFINITY }
  const parsed = typeof body === 'string' ? parseJson(body, unbounded) : undefined
  return parsed?.ok ? parsed.value : undefined
}

function readId(body: unknown): string | undefined {
  return isRecord(body) && typeof body['id'] === 'string' ? body['id'] : undefined
}
