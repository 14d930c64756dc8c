import type { TransportRequest } from './transport.ts'

/** What is known when a server does not take the credentials of a request. */
export interface AuthContext {
  /** The request that was refused; its headers hold what was not taken. */
  readonly request: TransportRequest
  /** 401 or 403. */
  readonly status: number
}

/** Headers to set on the request; nothing, where a cookie is fresh now; `false`, where there are no credentials. */
export type AuthAnswer = HeadersInit | false | undefined | void

/** Gets fresh credentials. What it throws counts as `false`. */
export type AuthHook = (context: AuthContext) => AuthAnswer | Promise<AuthAnswer>

/** Fresh credentials for all requests of one transport. */
export interface AuthRefresh {
  /** A request is about to go out with what is known now. The function asks for what it is to be sent again with. */
  begin(): (context: AuthContext) => Promise<TransportRequest | undefined>
}

/** Statuses after which other credentials may help. */
const REFUSED_STATUSES: ReadonlySet<number> = new Set([401, 403])

/**
 * Makes the refresh of one transport. Requests that are refused at the same time wait for the same refresh, and one that
 * went out before it and is refused after it takes what it gave: nobody's token is refreshed twice for one expiry.
 */
export function createAuthRefresh(hook: AuthHook | undefined): AuthRefresh {
  let refreshing: Promise<AuthAnswer> | undefined
  let latest: AuthAnswer
  let generation = 0

  async function refresh(call: AuthHook, context: AuthContext): Promise<AuthAnswer> {
    try {
      latest = await call(context)
    } catch {
      latest = false
    } finally {
      refreshing = undefined
    }
    if (latest !== false) generation++
    return latest
  }

  return {
    begin() {
      const sentWith = generation
      return async (context) => {
        const { request, status } = context
        // A stream can be read once only, so a request that has one cannot be sent again.
        if (hook === undefined || request.body instanceof ReadableStream) return undefined
        if (!REFUSED_STATUSES.has(status)) return undefined
        if (generation === sentWith) refreshing ??= refresh(hook, context)
        const answer = await (refreshing ?? latest)
        return answer === false ? undefined : withHeaders(request, answer)
      }
    },
  }
}

function withHeaders(request: TransportRequest, fresh: HeadersInit | void): TransportRequest {
  const headers = new Headers(request.headers)
  for (const [name, value] of new Headers(fresh ?? {})) headers.set(name, value)
  return { ...request, headers }
}
