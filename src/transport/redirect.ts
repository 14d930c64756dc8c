import { StreamError } from '../errors/streamError.ts'
import { describeRequest } from './requestLine.ts'
import type { TransportRequest, TransportResponse } from './transport.ts'

/**
 * What becomes of a redirect. `error`: it is refused, and nothing is sent to its target. `follow`: it is followed as
 * long as it stays on the origin that was asked, since custom headers such as an API key go along with it.
 */
export type RedirectPolicy = 'error' | 'follow'

/** `never`: as `error`, where the caller has no way to follow either. */
export type AppliedRedirectPolicy = RedirectPolicy | 'never'

const REDIRECT_STATUSES: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/**
 * Refuses a redirect that the policy does not allow.
 *
 * `fetch` is asked for `redirect: 'manual'` where the policy is `error`: with `'error'` a browser reports a redirect as
 * if the server could not be reached, and nobody could say what is wrong, or that a retry is useless. The
 * connection of a refused response is let go.
 *
 * @throws {StreamError} of kind `http` with code `redirect` or `redirect-cross-origin`.
 */
export function refuseRedirect(
  request: TransportRequest,
  response: TransportResponse,
  { policy, redirected }: { readonly policy: AppliedRedirectPolicy; readonly redirected: boolean },
): void {
  const refusal = findRefusal(request, response, policy, redirected)
  if (refusal === undefined) return
  void response.chunks[Symbol.asyncIterator]().return?.()
  throw refusal
}

function findRefusal(
  request: TransportRequest,
  { status, headers, url }: TransportResponse,
  policy: AppliedRedirectPolicy,
  redirected: boolean,
): StreamError | undefined {
  const requestLine = describeRequest(request)
  // Browsers hide everything of a redirect that was not followed: its status is 0.
  if (policy !== 'follow' && (status === 0 || REDIRECT_STATUSES.has(status) || redirected)) {
    const location = headers.get('location') ?? (redirected ? url : '')
    const target = location === '' ? '' : ` to ${stripQuery(location)}`
    const choice = policy === 'error' ? ", or set redirect: 'follow'" : ''
    return new StreamError(
      'http',
      `${requestLine} was redirected${target}; ask for that address${choice}`,
      { code: 'redirect', ...(status !== 0 && { status }) },
    )
  }
  if (redirected && isOtherOrigin(request.url, url)) {
    return new StreamError(
      'http',
      `${requestLine} was redirected to another origin, ${new URL(url).origin}`,
      { code: 'redirect-cross-origin', status },
    )
  }
  return undefined
}

function isOtherOrigin(asked: string, answered: string): boolean {
  // A relative url has the page's origin; outside of a page there is none to compare with.
  const base = globalThis.location?.href
  if (!URL.canParse(asked, base) || !URL.canParse(answered)) return false
  return new URL(asked, base).origin !== new URL(answered).origin
}

function stripQuery(url: string): string {
  return url.replace(/[?#].*$/s, '')
}
