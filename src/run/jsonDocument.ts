import { type JsonLimits, parseJson } from '../dialects/payload/json.ts'
import { isRecord } from '../dialects/payload/jsonFields.ts'
import { StreamError } from '../errors/streamError.ts'
import { readErrorDetail } from '../transport/errorDetail.ts'

/** How much of the document goes along with the error, in UTF-16 units. */
const BODY_LENGTH = 4096

const ERROR_FIELDS = ['error', 'errors', 'detail'] as const
const MESSAGE_FIELDS = ['message', 'msg'] as const

/** Makes the error for a body that is one JSON document where a stream was expected. */
export function readJsonDocument(text: string, limits?: JsonLimits): StreamError {
  const parsed = parseJson(text, limits)
  const body = text.slice(0, BODY_LENGTH)
  if (!parsed.ok || !isErrorDocument(parsed.value)) {
    return new StreamError('protocol', 'The response is a JSON document instead of a stream', {
      body,
    })
  }
  const { message = 'The backend answered with an error', code } = readErrorDetail(
    text,
    'application/json',
  )
  return new StreamError('server', message, { body, code })
}

/** A message alone is an error, a message beside data (`{"code":0,"message":"ok","data":{…}}`) is an envelope. */
function isErrorDocument(value: unknown): boolean {
  if (Array.isArray(value)) return isErrorDocument(value[0])
  if (!isRecord(value)) return false
  if (value['success'] === false || ERROR_FIELDS.some((name) => Boolean(value[name]))) return true
  const hasMessage = MESSAGE_FIELDS.some((name) => typeof value[name] === 'string')
  return hasMessage && !Object.values(value).some((field) => typeof field === 'object' && field)
}
