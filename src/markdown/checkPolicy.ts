import type { ImagePolicy } from './imageUrl.ts'
import type { LinkPolicy } from './linkUrl.ts'
import { UNSAFE_SCHEMES } from './linkUrl.ts'

// A policy that can never be meant is a mistake to be told of at once, not one to be found in an answer.

/** Throws where a link policy names a scheme that runs code, or one without its colon. */
export function checkLinkPolicy({ schemes = [] }: LinkPolicy): void {
  for (const scheme of schemes) {
    const name = scheme.trim().toLowerCase().replace(/:$/, '')
    if (UNSAFE_SCHEMES.includes(`${name}:`)) {
      throw new RangeError(
        `links.schemes must not name "${scheme}": such addresses run code or read what the page can read.`,
      )
    }
    if (!/^[a-z][a-z\d+.-]*:$/.test(scheme)) {
      throw new RangeError(
        `links.schemes takes schemes in small letters with their colon, such as "https:", not "${scheme}".`,
      )
    }
  }
}

const MODES: readonly unknown[] = [undefined, 'block', 'click', 'allow']

/** Throws where an image policy trusts what is no origin of the web, or a path that has no end. */
export function checkImagePolicy({
  images,
  allow = [],
  base,
}: ImagePolicy & { readonly base?: string }): void {
  if (!MODES.includes(images)) {
    throw new RangeError(`images.images is "block", "click" or "allow", not "${String(images)}".`)
  }
  for (const { origin, pathPrefix = '/' } of allow) {
    if (!isWebOrigin(origin)) {
      throw new RangeError(
        `images.allow takes origins such as "https://images.example.com", without a wildcard or a path, not "${origin}".`,
      )
    }
    if (!pathPrefix.startsWith('/') || !pathPrefix.endsWith('/')) {
      throw new RangeError(
        `images.allow takes path prefixes that begin and end with a slash, such as "/public/", not "${pathPrefix}": without it "/public-not/" would be allowed as well.`,
      )
    }
  }
  if (base !== undefined && URL.canParse(base) && !isWeb(new URL(base))) {
    throw new RangeError(`images.base is a web address or a path of this page, not "${base}".`)
  }
}

function isWebOrigin(origin: string): boolean {
  if (origin.includes('*') || !URL.canParse(origin)) return false
  const url = new URL(origin)
  return isWeb(url) && (origin === url.origin || origin === `${url.origin}/`)
}

function isWeb({ protocol, username, password }: URL): boolean {
  return (protocol === 'https:' || protocol === 'http:') && username === '' && password === ''
}
