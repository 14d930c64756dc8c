import { askPolicy } from './askPolicy.ts'

/** Decides where links in an answer may lead. */
export interface LinkPolicy {
  /** Schemes with their colon; those that run code stay refused. Default: `http:`, `https:`, `mailto:`, `tel:`. */
  readonly schemes?: readonly string[]
  /**
   * Links may be vetoed (`undefined`, or an error) or led elsewhere; asked after the scheme was allowed, and the answer is
   * checked again.
   */
  readonly resolve?: (url: string) => string | undefined
}

/** Whatever an app allows: these run code or read what the page can read. */
export const UNSAFE_SCHEMES: readonly string[] = [
  'javascript:',
  'data:',
  'vbscript:',
  'blob:',
  'file:',
]

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
  const resolved = askPolicy(policy, allowed)
  return resolved === undefined ? undefined : allowLink(resolved, policy)
}

function allowLink(href: string, policy: LinkPolicy): string | undefined {
  if (href.length > MAX_LENGTH) return undefined
  const schemes = (policy.schemes ?? DEFAULT_SCHEMES).filter(
    (scheme) => !UNSAFE_SCHEMES.includes(scheme),
  )
  const decoded = decode(href)
  const isAllowed = isHarmless(href, schemes) && (decoded === href || isHarmless(decoded, schemes))
  return isAllowed ? href : undefined
}

function isHarmless(href: string, schemes: readonly string[]): boolean {
  try {
    const url = new URL(href, BASE)
    // `https://your-bank.example@elsewhere.example`: what stands before the @ is there to be misread.
    return schemes.includes(url.protocol) && url.username === '' && url.password === ''
  } catch {
    // Not an address at all.
    return false
  }
}

function decode(href: string): string {
  if (!href.includes('%')) return href
  try {
    return decodeURIComponent(href)
  } catch {
    // A lone percent sign encodes nothing.
    return href
  }
}
