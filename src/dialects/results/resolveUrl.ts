/** Schemes that may load a picture. */
export const IMAGE_SCHEMES: ReadonlySet<string> = new Set(['http:', 'https:'])

/** Schemes that a result may link to. */
export const LINK_SCHEMES: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:', 'tel:'])

/** Lets the URL parser read what has no origin yet; `.invalid` is reserved and never resolves (RFC 2606). */
const STAND_IN = new URL('https://relative.invalid/')

/**
 * Resolves what a backend calls a url, or gives `undefined` when it is none or its scheme is not allowed.
 *
 * An absolute url stays as it came. A relative one resolves against `baseUrl`, by the rules of the URL standard: against
 * an absolute base it becomes absolute, against a base that is only a path, such as `/static/`, it becomes a path, and
 * without a base it stays as it came. What begins with `//` or `/\` names a host, so it is never taken for a path.
 *
 * The decision is the URL parser's, on the parsed value: tabs, line breaks and capitals in a scheme hide nothing.
 */
export function resolveUrl(
  value: string,
  schemes: ReadonlySet<string>,
  baseUrl?: string,
): string | undefined {
  const url = value.trim()
  if (url === '') return undefined
  const absolute = parseUrl(url)
  if (absolute !== undefined) return schemes.has(absolute.protocol) ? url : undefined

  const base = baseUrl === undefined ? undefined : parseUrl(baseUrl)
  if (base !== undefined) return parseUrl(url, base)?.href

  const pathBase = parseUrl(baseUrl ?? '', STAND_IN) ?? STAND_IN
  const resolved = parseUrl(url, pathBase)
  if (resolved === undefined) return undefined
  if (resolved.origin !== STAND_IN.origin) return resolved.href
  if (!baseUrl) return url
  const path = resolved.href.slice(STAND_IN.origin.length)
  return baseUrl.startsWith('/') ? path : path.slice(1)
}

function parseUrl(url: string, base?: URL): URL | undefined {
  try {
    return new URL(url, base)
  } catch {
    return undefined
  }
}
