import { isRecord } from '../../dialects/jsonFields.ts'
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
  const { body } = request
  const chatId = isRecord(body) && typeof body['id'] === 'string' ? body['id'] : ids.conversationId
  if (sent === undefined || chatId === undefined) return null
  const path = sent.url.replace(/[?#].*$/s, '').replace(/\/+$/, '')
  // The request before may have been one of these.
  const suffix = `/${encodeURIComponent(chatId)}/stream`
  return path.endsWith(suffix) ? path : path + suffix
}
