import type { RecordedOutcome, RecordedRequest, Recording } from './recording.ts'
import { redactChunks } from './redactChunks.ts'

/** What stands in the place of a secret. */
export const REDACTED = '[redacted]'

export interface RedactionOptions {
  /**
   * More names of headers, query parameters and JSON fields of the request that are secrets; `'kept'`: nothing is taken
   * out. Those that are always taken out: authorization, cookies, API keys, tokens, passwords, signatures.
   */
  readonly secrets?: readonly string[] | 'kept'
  /**
   * Rewrites the body of the request, the whole text of the response, and what an error quotes of it, before anything is
   * handed out.
   */
  readonly redactBody?: (text: string, of: 'request' | 'response') => string
}

/** Names of secrets in small letters, without what parts their words. */
const SECRET =
  /authorization$|^auth$|cookie|(?:api|access|secret|subscription|private)key|^x?key$|token$|jwt$|bearer|secret|passw(?:or)?d|passphrase|^pwd$|credential|signature|^sig$/

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
  const isMessages = response?.boundaries === 'message'

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
    chunks: isMessages
      ? chunks.flatMap((chunk) => redactChunks([chunk], redactText))
      : redactChunks(chunks, redactText),
    ...(outcome && { outcome: redactOutcome(outcome, isSecret, redactText) }),
  }
}

/** A message may quote the url that failed, with what is secret in it, and what the server said. */
function redactOutcome(
  outcome: RecordedOutcome,
  isSecret: SecretTest,
  redactText: (text: string) => string,
): RecordedOutcome {
  if (outcome.type !== 'error') return outcome
  const { message, body } = outcome
  return {
    ...outcome,
    message: redactText(redactUrls(message, isSecret)),
    ...(body !== undefined && { body: redactText(redactUrls(body, isSecret)) }),
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
    Object.entries(headers).map(([name, value]) => [
      name,
      // `location`, `referer` and `link` quote whole urls.
      isSecret(name) ? REDACTED : redactUrls(value, isSecret),
    ]),
  )
}

/** By hand, for the url may be relative, and what is no secret shall stay as it was written. */
function redactUrl(url: string, isSecret: SecretTest): string {
  return url
    .replace(/^((?:[a-z][a-z\d+.-]*:)?\/\/)[^/?#]*@/i, isSecret('authorization') ? '$1' : '$&')
    .replace(/([?&#])([^=&#?]+)=([^&#]*)/g, (whole, mark: string, name: string) =>
      isSecret(decodeName(name)) ? `${mark}${name}=${encodeURIComponent(REDACTED)}` : whole,
    )
}

/** The urls that a text quotes. Any word may be one, for a url may be relative: `/chat?token=…`. */
function redactUrls(text: string, isSecret: SecretTest): string {
  return text.replace(/[^\s"'<>()]+/g, (word) => redactUrl(word, isSecret))
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
      const redacted = redactField(name, field, isSecret)
      found ||= redacted !== field
      return redacted
    })
    return found ? JSON.stringify(value) : body
  } catch {
    return /^[\w.%+[\]-]+=[^\s]*$/.test(body) ? redactUrl(`?${body}`, isSecret).slice(1) : body
  }
}

/** Urls in a field keep what is no secret in them; in a sentence nothing is looked for. */
function redactField(name: string, field: unknown, isSecret: SecretTest): unknown {
  if (isSecret(name)) return blacken(field)
  return typeof field === 'string' && /^\S+$/.test(field) ? redactUrls(field, isSecret) : field
}

/** A secret may be a number, or a list or an object of secrets; `true` and `null` only say whether there is one. */
function blacken(field: unknown): unknown {
  if (field === null || typeof field === 'boolean') return field
  if (typeof field !== 'object') return REDACTED
  if (Array.isArray(field)) return field.map(blacken)
  return Object.fromEntries(Object.entries(field).map(([name, inner]) => [name, blacken(inner)]))
}
