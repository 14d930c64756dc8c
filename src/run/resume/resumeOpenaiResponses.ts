import { parseJson } from '../../dialects/payload/json.ts'
import { isRecord } from '../../dialects/payload/jsonFields.ts'
import type { StreamIds } from '../../dialects/events.ts'
import type { Frame } from '../../framing/frame.ts'
import type { ResumePolicy } from './resumeRequest.ts'

/**
 * Goes on with an answer of the OpenAI Responses API that was started with `background: true`: the response is fetched
 * by its id, `starting_after` the sequence number of the last event. Every event carries that number in its payload.
 */
export function resumeOpenaiResponses(): ResumePolicy {
  return {
    cursorOf: readSequenceNumber,
    request({ lastEventId, sent, ids }) {
      const responseId = findResponseId(ids)
      if (lastEventId === undefined || responseId === undefined || sent === undefined) return null
      const headers = new Headers(sent.headers)
      headers.delete('content-type')
      const path = sent.url.replace(/[?#].*$/s, '').replace(/\/+$/, '')
      const query = `stream=true&starting_after=${encodeURIComponent(lastEventId)}`
      // A request that was resumed before has the id in its url already.
      const address = path.endsWith(`/${responseId}`) ? path : `${path}/${responseId}`
      return { url: `${address}?${query}`, method: 'GET', headers }
    },
  }
}

function readSequenceNumber({ data }: Frame): string | undefined {
  // `[DONE]`, and whatever a proxy adds, has no number and moves nothing.
  const parsed = data?.startsWith('{') ? parseJson(data) : undefined
  if (!parsed?.ok || !isRecord(parsed.value)) return undefined
  const { sequence_number: number } = parsed.value
  return typeof number === 'number' ? String(number) : undefined
}

/** Responses are told from messages and items by the beginning of their ids. */
function findResponseId(ids: StreamIds): string | undefined {
  return [ids.runId, ids.messageId, ids.sessionId].find((id) => id?.startsWith('resp_'))
}
