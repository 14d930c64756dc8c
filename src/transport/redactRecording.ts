import type { RecordedChunk, RecordedRequest, Recording } from './recording.ts'

/** What stands in the place of a secret. */
export const REDACTED = '[redacted]'

export interface RedactionOptions {
  /**
   * More names of headers, query parameters and JSON fields of the request that are secrets; `'kept'`: nothing is taken
   * out. Those that are always taken out: authorization, cookies, API keys, tokens, passwords, signatures.
   */
  readonly secrets?: readonly string[] | 'kept'
  /** Rewrites the body of the request, and the whole text of the response, before anything is handed out. */
  readonly redactBody?: (text: string, of: 'request' | 'response') => string
}

/** Names of secrets in small letters, without what parts their words. */
const SECRET =
  /authorization$|^auth$|cookie|(?:api|access|secret|subscription|private)key|^x?key$|token$|secret|passw(?:or)?d|credential|signature|^sig$/

/** Takes the secrets out of a recording. The text of the answer is left to `redactBody`. */
export function redactRecording(
  recording: Recording,
  { secrets = [], redactBody = (text) => text }: RedactionOptions = {},
): Recording {
  const keepsNames = secrets === 'kept'
  const more = new Set(keepsNames ? [] : secrets.map(plainName))
  const isSecret = (name: string): boolean =>
    !keepsNames && (SECRET.test(plainName(name)) || more.has(plainName(name)))
  const { request, response, outcome, chunks } = recording
  const redactText = (text: string): string => redactBody(text, 'response')

  return {
    ...recording,
    ...(request && { request: redactRequest(request, isSecret, redactBody) }),
    ...(response && {
      response: {
        ...response,
        headers: redactHeaders(response.headers, isSecret),
        ...(response.url !== undefined && { url: redactUrl(response.url, isSecret) }),
      },
    }),
    chunks: redactChunks(chunks, redactText),
    ...(outcome && {
      outcome:
        outcome.type === 'error' && outcome.body !== undefined
          ? { ...outcome, body: redactText(outcome.body) }
          : outcome,
    }),
  }
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z\d]/g, '')
}

type SecretTest = (name: string) => boolean

function redactRequest(
  { body, headers, ...request }: RecordedRequest,
  isSecret: SecretTest,
  redactBody: NonNullable<RedactionOptions['redactBody']>,
): RecordedRequest {
  return {
    ...request,
    url: redactUrl(request.url, isSecret),
    ...(headers && { headers: redactHeaders(headers, isSecret) }),
    ...(body !== undefined && { body: redactBody(redactFields(body, isSecret), 'request') }),
  }
}

function redactHeaders(
  headers: Readonly<Record<string, string>>,
  isSecret: SecretTest,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, isSecret(name) ? REDACTED : value]),
  )
}

/** By hand, for the url may be relative, and what is no secret shall stay as it was written. */
function redactUrl(url: string, isSecret: SecretTest): string {
  return url
    .replace(/^([a-z][a-z\d+.-]*:\/\/)[^/?#]*@/i, isSecret('authorization') ? '$1' : '$&')
    .replace(/([?&#])([^=&#]+)=([^&#]*)/g, (whole, mark: string, name: string) =>
      isSecret(decodeName(name)) ? `${mark}${name}=${encodeURIComponent(REDACTED)}` : whole,
    )
}

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

/** The fields of a body that is JSON or a form; any other text is left as it is. */
function redactFields(body: string, isSecret: SecretTest): string {
  let found = false
  try {
    const value: unknown = JSON.parse(body, (name, field: unknown) => {
      if (typeof field !== 'string' || !isSecret(name)) return field
      found = true
      return REDACTED
    })
    return found ? JSON.stringify(value) : body
  } catch {
    return /^[\w.%+-]+=[^\s]*$/.test(body) ? redactUrl(`?${body}`, isSecret).slice(1) : body
  }
}

/** What is rewritten is cut where it was cut before, as far as it goes; where a stream is cut changes nothing. */
function redactChunks(
  chunks: readonly RecordedChunk[],
  redact: (text: string) => string,
): readonly RecordedChunk[] {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const texts = chunks.map((chunk) =>
    'text' in chunk
      ? chunk.text
      : decoder.decode(
          Uint8Array.from(atob(chunk.base64), (byte) => byte.charCodeAt(0)),
          {
            stream: true,
          },
        ),
  )
  const whole = texts.join('')
  const redacted = redact(whole)
  if (redacted === whole) return chunks
  let end = 0
  return chunks.map(({ at }, index) => {
    const start = end
    end = index === chunks.length - 1 ? redacted.length : end + (texts[index]?.length ?? 0)
    return { at, text: redacted.slice(start, end) }
  })
}
