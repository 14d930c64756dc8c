import type { TransportRequest } from './transport.ts'

/**
 * Names a request in messages: `POST /chat`. The query stays out, since it may hold the question or a token, and so do a
 * name and password before the host.
 */
export function describeRequest({ method, url }: Pick<TransportRequest, 'method' | 'url'>): string {
  const path = /^[^?#]*/.exec(url)?.[0] ?? ''
  return `${method} ${path.replace(/^((?:[a-z][a-z\d+.-]*:)?\/\/)[^/]*@/i, '$1')}`
}

/** Words of the platform, which quote the url that it was given (`Failed to parse URL from …`), without its secrets. */
export function withoutUrlSecrets(words: string): string {
  return words.replace(
    /([a-z][a-z\d+.-]{0,20}:\/\/)(?:[^\s/?#]*@)?([^\s?#]*)(?:[?#]\S*)?/gi,
    (_, scheme: string, path: string) => `${scheme}${path}`,
  )
}
