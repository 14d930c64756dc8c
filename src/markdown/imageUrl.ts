import { askPolicy } from './askPolicy.ts'

/** An origin, and below it a path, from which images may load without a click. */
export interface ImageOrigin {
  /** Such as `https://images.example.com`; no wildcard. */
  readonly origin: string
  /** Must end with a slash, so that `/public/` does not also allow `/public-not/`. Default: `/`. */
  readonly pathPrefix?: string
}

/** Decides which images in an answer may be requested. */
export interface ImagePolicy {
  /**
   * `click`: shown as a labelled button, requested when the reader presses it. `block`: never requested.
   * `allow`: requested at once from every http(s) origin; only for answers you wrote yourself.
   * Default: `click`.
   */
  readonly images?: 'block' | 'click' | 'allow'
  /** Origins from which images load at once, whatever `images` says. Default: none. */
  readonly allow?: readonly ImageOrigin[]
  /**
   * Turns what the answer names into what is requested, such as a path into an address of your own proxy. Nothing, or an
   * error, refuses it.
   */
  readonly resolve?: (source: string) => string | undefined
}

export type ImageVerdict =
  | { readonly kind: 'load'; readonly url: string }
  | { readonly kind: 'click'; readonly url: string }
  | { readonly kind: 'block' }

/**
 * What may be done with an image source.
 *
 * An image is a request that nobody asked for: an answer steered by somebody else can send what it read to any server
 * by naming a picture there. So a request needs an origin that was allowed beforehand, or the reader's click.
 */
export function resolveImageUrl(source: string, policy: ImagePolicy = {}): ImageVerdict {
  const resolved = askPolicy(policy, source)
  // A path of the page's own origin is refused too: a GET on it may act (`/api/logout`). `resolve` can map it.
  if (resolved === undefined || !URL.canParse(resolved)) return { kind: 'block' }
  const url = new URL(resolved)
  if (!isPlainWebAddress(url)) return { kind: 'block' }
  if (policy.images === 'allow' || policy.allow?.some((origin) => isBelow(url, origin))) {
    return { kind: 'load', url: url.href }
  }
  return policy.images === 'block' ? { kind: 'block' } : { kind: 'click', url: url.href }
}

function isPlainWebAddress(url: URL): boolean {
  return (
    (url.protocol === 'https:' || url.protocol === 'http:') &&
    url.username === '' &&
    url.password === ''
  )
}

function isBelow(url: URL, { origin, pathPrefix = '/' }: ImageOrigin): boolean {
  return (
    pathPrefix.endsWith('/') &&
    URL.canParse(origin) &&
    new URL(origin).origin === url.origin &&
    url.pathname.startsWith(pathPrefix) &&
    // An encoded slash or dot may climb out of the path on the server.
    !/%2e|%2f|%5c/i.test(url.pathname)
  )
}
