import type { TransportRequest } from './transport.ts'

/** Names a request in messages: `POST /chat`. The query stays out, since it may hold the question or a token. */
export function describeRequest({ method, url }: Pick<TransportRequest, 'method' | 'url'>): string {
  const path = /^[^?#]*/.exec(url)?.[0] ?? ''
  return `${method} ${path}`
}
