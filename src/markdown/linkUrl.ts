/** Decides where links in an answer may lead. */
export interface LinkPolicy {
  /** Schemes with their colon. Default: `http:`, `https:`, `mailto:`, `tel:`. */
  readonly schemes?: readonly string[]
  /** Links may be vetoed (`undefined`) or led elsewhere; asked after the scheme was allowed, and the answer is checked again. */
  readonly resolve?: (url: string) => string | undefined
}

const DEFAULT_SCHEMES = ['http:', 'https:', 'mailto:', 'tel:']

/** Longer addresses carry data out rather than lead anywhere. */
const MAX_LENGTH = 2_048

/** Only lends relative addresses a scheme while they are judged; nothing is ever requested from it. */
const BASE = 'https://relative.invalid/'

/**
 * The address to put on a link, or nothing when it must stay text.
 *
 * The verdict is the URL parser's, not a pattern's: browsers drop tabs, line breaks and leading controls before they
 * read the scheme, and so does `new URL`. An address that turns into another scheme once its escapes are decoded is
 * refused as well.
 */
export function resolveLinkUrl(href: string, policy: LinkPolicy = {}): string | undefined {
  const allowed = allowLink(href, policy)
  if (allowed === undefined || policy.resolve === undefined) return allowed
  const resolved = policy.resolve(allowed)
  return resolved === undefined ? undefined : allowLink(resolved, policy)
}

function allowLink(href: string, policy: LinkPolicy): string | undefined {
  if (href.length > MAX_LENGTH) return undefined
  const schemes = policy.schemes ?? DEFAULT_SCHEMES
  for (const reading of [href, decode(href)]) {
    const url = parseUrl(reading)
    if (url === undefined || !schemes.includes(url.protocol)) return undefined
    // `https://your-bank.example@elsewhere.example`: what stands before the @ is there to be misread.
    if (url.username !== '' || url.password !== '') return undefined
  }
  return href
}

function decode(href: string): string {
  try {
    return decodeURIComponent(href)
  } catch {
    return href
  }
}

function parseUrl(href: string): URL | undefined {
  return URL.canParse(href, BASE) ? new URL(href, BASE) : undefined
}
