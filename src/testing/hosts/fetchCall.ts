import type { IncomingRequest } from '../testExchange.ts'

/** Reads what `fetch` was called with. No `Request` is made of it: that would refuse a url without an origin. */
export function readFetchCall(
  input: string | URL | Request,
  init: RequestInit = {},
): IncomingRequest {
  const isAddress = typeof input === 'string' || input instanceof URL
  const request = isAddress ? undefined : input
  const body = init.body ?? undefined
  return {
    url: isAddress ? String(input) : input.url,
    method: init.method ?? request?.method ?? 'GET',
    headers: new Headers(init.headers ?? request?.headers),
    body: body ?? request?.body ?? undefined,
    signal: init.signal ?? request?.signal ?? undefined,
  }
}
