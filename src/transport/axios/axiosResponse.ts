import { StreamError } from '../../errors/streamError.ts'
import type { AxiosLikeConfig, AxiosLikeProgress, AxiosLikeResponse } from './axiosLike.ts'
import type { LoadingRequest } from './growingText.ts'

/** The headers of a response, be they `AxiosHeaders`, a plain object of a mock, or missing. */
export function readHeaders(source: unknown): Headers {
  if (source instanceof Headers) return source
  const headers = new Headers()
  if (source === null || typeof source !== 'object') return headers
  for (const [name, value] of Object.entries(source)) {
    if (typeof value === 'string' || typeof value === 'number') headers.set(name, String(value))
  }
  return headers
}

/** The headers of an `XMLHttpRequest`: lines of `name: value`. */
export function parseHeaderLines(lines: string): Headers {
  const headers = new Headers()
  for (const line of lines.split('\r\n')) {
    const colon = line.indexOf(':')
    if (colon > 0) headers.append(line.slice(0, colon), line.slice(colon + 1).trim())
  }
  return headers
}

/** Where a response came from, as far as the adapter says; `''` when it does not. */
export function readUrl({ request }: AxiosLikeResponse): string {
  if (request === null || typeof request !== 'object') return ''
  if ('responseURL' in request && typeof request.responseURL === 'string') {
    return request.responseURL
  }
  return 'url' in request && typeof request.url === 'string' ? request.url : ''
}

/**
 * The address that axios was asked for, whatever interceptors have made of it, where the answer says by `responseURL`
 * which one it came from. Only an `XMLHttpRequest` does, for it follows redirects without a word.
 */
export function readAskedUrl(
  { baseURL, url = '' }: AxiosLikeConfig,
  { request }: AxiosLikeResponse,
): string | undefined {
  const isTold = request !== null && typeof request === 'object' && 'responseURL' in request
  if (!isTold || request.responseURL === '') return undefined
  if (baseURL === undefined || /^([a-z][a-z\d+.-]*:)?\/\//i.test(url)) return url
  return `${baseURL.replace(/\/+$/, '')}/${url.replace(/^\/+/, '')}`
}

/**
 * The text of a body that came as a whole: from `XMLHttpRequest` it is text, a mock may answer with the object itself.
 * @throws {StreamError} of kind `protocol` for a body that is neither.
 */
export function readWholeText(data: unknown): string {
  if (data === undefined || data === null) return ''
  if (typeof data === 'string') return data
  if (data instanceof ArrayBuffer || ArrayBuffer.isView(data)) return new TextDecoder().decode(data)
  const isPlain = Array.isArray(data) || Object.getPrototypeOf(data) === Object.prototype
  if (isPlain) return JSON.stringify(data)
  throw new StreamError(
    'protocol',
    'The axios adapter gave a body that is neither text nor a stream',
  )
}

/** The body of an error response as axios would have given it: parsed when it is JSON, else text. */
export function readErrorData({ body = '' }: StreamError): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}

/** What a call of axios came to: a response, or the `data` that an interceptor took out of it. */
export function readResponse(value: unknown): AxiosLikeResponse {
  if (value === null || typeof value !== 'object' || !('data' in value)) return { data: value }
  return 'status' in value && typeof value.status === 'number'
    ? { ...value, status: value.status }
    : { ...value, status: 200 }
}

/**
 * A progress callback that finds the `XMLHttpRequest` behind axios, once, as soon as it loads a good answer. The
 * callback that the app has put into the settings is called as before.
 */
export function watchLoading(
  config: AxiosLikeConfig,
  onLoading: (request: LoadingRequest) => void,
): (progress: AxiosLikeProgress) => void {
  let isFound = false
  return (progress) => {
    config.onDownloadProgress?.(progress)
    if (isFound) return
    // Axios 1 wraps the browser's event, older versions pass it on.
    const request = [progress.event, progress].map(readTarget).find(isLoadingRequest)
    if (request === undefined || request.status < 200 || request.status > 299) return
    isFound = true
    onLoading(request)
  }
}

function readTarget(event: unknown): unknown {
  return event !== null && typeof event === 'object' && 'target' in event ? event.target : undefined
}

function isLoadingRequest(value: unknown): value is LoadingRequest {
  return (
    value !== null &&
    typeof value === 'object' &&
    'responseText' in value &&
    'getAllResponseHeaders' in value &&
    'addEventListener' in value
  )
}
