import { isRecord } from './isRecord.ts'

/** What an error body says about the failure. */
export interface ErrorDetail {
  readonly message?: string
  /** The backend's own code for it. */
  readonly code?: string
}

/** Longest piece of an error body that goes into a message, in UTF-16 units. */
const MAX_MESSAGE_LENGTH = 300

/**
 * Where backends put the sentence, most telling first: FastAPI and RFC 9457 `detail`, OpenAI `error.message`, Flask and
 * Dify `message`, Coze `msg`, OAuth `error_description`, RFC 9457 `title`. An `error` that is text comes late: beside
 * a `message` it is mostly a code, as in `{"error":"Bad Request","message":"…"}`.
 */
const MESSAGE_FIELDS = ['detail', 'message', 'error_description', 'msg', 'error', 'errors', 'title']

/**
 * Reads the sentence and the code out of an error response's body: JSON of the usual shapes, or plain text. A page of
 * HTML and a bounded body that was cut within its JSON say nothing that could be quoted.
 */
export function readErrorDetail(body: string, mediaType: string): ErrorDetail {
  const text = body.trim()
  if (/^[[{"]/.test(text)) {
    const value = parseJson(text)
    const message = shorten(readSentence(value))
    const code = readCode(value)
    return { ...(message !== '' && { message }), ...(code !== undefined && { code }) }
  }
  const isQuotable = (mediaType === 'text/plain' || mediaType === '') && !text.startsWith('<')
  return isQuotable && text !== '' ? { message: shorten(text) } : {}
}

function readSentence(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) {
    return value
      .map(readSentence)
      .filter((sentence) => sentence !== '')
      .join('; ')
  }
  if (!isRecord(value)) return ''
  for (const field of MESSAGE_FIELDS) {
    const sentence = readSentence(value[field])
    if (sentence !== '') return `${readLocation(value)}${sentence}`
  }
  return ''
}

/** FastAPI's 422 names the field: `{"loc": ["body", "question"], "msg": "Field required"}`. */
function readLocation({ loc }: Record<string, unknown>): string {
  return Array.isArray(loc) ? `${loc.join('.')}: ` : ''
}

function readCode(value: unknown): string | undefined {
  if (!isRecord(value)) return undefined
  if (typeof value.code === 'string' || typeof value.code === 'number') return String(value.code)
  return readCode(value.error ?? value.detail)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function shorten(sentence: string): string {
  const line = sentence.replace(/\s+/g, ' ').trim()
  return line.length > MAX_MESSAGE_LENGTH ? `${line.slice(0, MAX_MESSAGE_LENGTH)}…` : line
}
