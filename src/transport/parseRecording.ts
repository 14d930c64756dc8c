import { isStreamErrorKind } from '../errors/streamError.ts'
import { isRecord } from './isRecord.ts'
import type {
  RecordedChunk,
  RecordedHead,
  RecordedOutcome,
  RecordedRequest,
  Recording,
} from './recording.ts'

type Fields = Readonly<Record<string, unknown>>

/**
 * Reads what should be a recording, as from a file: the object, or its JSON. Fields that it does not know are left out.
 * @throws {TypeError} with a sentence that names the place, for anything that a replay would stumble over.
 */
export function parseRecording(source: unknown): Recording {
  const record = readRecord('A recording', typeof source === 'string' ? readJson(source) : source)
  const { format, version, request, response, outcome, chunks } = record
  if (format !== undefined && format !== 'rill-recording') {
    throw new TypeError(`A recording's format is "rill-recording", not ${show(format)}`)
  }
  if (version !== 1) throw new TypeError(`A recording of version ${show(version)} cannot be played`)
  if (!Array.isArray(chunks)) throw wrong('chunks', 'a list', chunks)
  if (response === undefined && outcome === undefined) {
    throw new TypeError('A recording has a response, or an outcome that says why there is none')
  }
  return {
    format: 'rill-recording',
    version,
    ...(request !== undefined && { request: readRequest(readRecord('request', request)) }),
    ...(response !== undefined && { response: readHead(readRecord('response', response)) }),
    chunks: chunks.map(readChunk),
    ...(record['truncated'] === true && { truncated: true }),
    ...(outcome !== undefined && { outcome: readOutcome(readRecord('outcome', outcome)) }),
  }
}

function readRequest(fields: Fields): RecordedRequest {
  return {
    url: readText('request.url', fields['url']),
    ...optional('request.method', fields, 'method', readText),
    ...optional('request.headers', fields, 'headers', readHeaders),
    ...optional('request.body', fields, 'body', readText),
  }
}

function readHead(fields: Fields): RecordedHead {
  const { boundaries } = fields
  if (boundaries !== undefined && boundaries !== 'stream' && boundaries !== 'message') {
    throw wrong('response.boundaries', '"stream" or "message"', boundaries)
  }
  return {
    status: readStatus(fields['status']),
    headers: readHeaders('response.headers', fields['headers'] ?? {}),
    ...optional('response.url', fields, 'url', readText),
    ...optional('response.at', fields, 'at', readTime),
    ...(boundaries !== undefined && { boundaries }),
  }
}

function readChunk(chunk: unknown, index: number): RecordedChunk {
  const place = `chunks[${index}]`
  const fields = readRecord(place, chunk)
  const at = readTime(`${place}.at`, fields['at'] ?? 0)
  const { text, base64 } = fields
  if (typeof text === 'string') {
    return { at, text, ...optional(`${place}.bytes`, fields, 'bytes', readTime) }
  }
  if (typeof base64 === 'string') return { at, base64 }
  throw new TypeError(`A recording's ${place} has neither text nor base64`)
}

function readOutcome(fields: Fields): RecordedOutcome {
  const { type, kind, retryable } = fields
  const at = optional('outcome.at', fields, 'at', readTime)
  if (type === 'end' || type === 'complete' || type === 'open') return { type, ...at }
  if (type !== 'error') throw wrong('outcome.type', '"end", "complete", "open" or "error"', type)
  if (kind !== undefined && !isStreamErrorKind(kind))
    throw wrong('outcome.kind', 'a kind of error', kind)
  return {
    type,
    ...at,
    ...(kind !== undefined && { kind }),
    message: readText('outcome.message', fields['message']),
    ...(typeof retryable === 'boolean' && { retryable }),
    ...optional('outcome.status', fields, 'status', readTime),
    ...optional('outcome.body', fields, 'body', readText),
    ...optional('outcome.code', fields, 'code', readText),
    ...optional('outcome.retryAfter', fields, 'retryAfter', readTime),
  }
}

function optional<Name extends string, Value>(
  place: string,
  fields: Fields,
  name: Name,
  read: (place: string, value: unknown) => Value,
): { readonly [Key in Name]?: Value } {
  const value = fields[name]
  const given: { [Key in Name]?: Value } = {}
  if (value !== undefined) given[name] = read(place, value)
  return given
}

function readRecord(place: string, value: unknown): Fields {
  if (isRecord(value)) return value
  throw place === 'A recording'
    ? new TypeError(`A recording is an object, not ${show(value)}`)
    : wrong(place, 'an object', value)
}

function readHeaders(place: string, value: unknown): Readonly<Record<string, string>> {
  const fields = readRecord(place, value)
  const headers = Object.fromEntries(
    Object.entries(fields).map(([name, text]) => [name, readText(`${place}.${name}`, text)]),
  )
  for (const [name, text] of Object.entries(headers)) {
    if (!isHeader(name, text)) throw wrong(place, 'headers that HTTP allows', name)
  }
  return headers
}

function isHeader(name: string, value: string): boolean {
  try {
    return new Headers([[name, value]]).has(name)
  } catch {
    return false
  }
}

function readText(place: string, value: unknown): string {
  if (typeof value === 'string') return value
  throw wrong(place, 'text', value)
}

function readStatus(value: unknown): number {
  if (Number.isInteger(value) && Number(value) >= 100 && Number(value) <= 599) return Number(value)
  throw wrong('response.status', 'a status from 100 to 599', value)
}

function readTime(place: string, value: unknown): number {
  if (typeof value !== 'number' || !(value >= 0)) {
    throw wrong(place, 'a number that is not negative', value)
  }
  if (value <= Number.MAX_SAFE_INTEGER) return value
  throw wrong(place, 'a number that can be counted to', value)
}

function readJson(text: string): unknown {
  try {
    // Some editors put a byte order mark before what they save.
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (cause) {
    throw new TypeError('A recording is JSON, and this text is not', { cause })
  }
}

function wrong(place: string, wanted: string, value: unknown): TypeError {
  return new TypeError(`A recording's ${place} is ${wanted}, not ${show(value)}`)
}

/** A value in few words: nothing of a foreign file is quoted at length. */
function show(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 40))
  if (value === null || value === undefined) return String(value)
  return Array.isArray(value) ? 'a list' : `a value of type ${typeof value}`
}
