import { resolveImageUrl, type ImagePolicy, type ImageVerdict } from '../../markdown/imageUrl.ts'

/** Decides about pictures: in an answer as {@link ImagePolicy} says, on result cards also by where they come from. */
export interface ResultImagePolicy extends ImagePolicy {
  /**
   * What the paths of result images resolve against, and what is trusted with requests for them: an absolute url, or a
   * path such as `/uploads/` of the page's own origin. Default: the stream's `baseUrl`. With neither, a picture waits for
   * a click, and a mere path is not loaded at all.
   */
  readonly base?: string
}

/**
 * What may be done with a picture of a result.
 *
 * The backend names it, but what it names may come out of a document that a stranger wrote. So only the origin that
 * the developer configured loads by itself.
 */
export function resolveResultImage(source: string, policy: ResultImagePolicy = {}): ImageVerdict {
  const { base } = policy
  if (base === undefined) return resolveImageUrl(source, policy)
  if (!URL.canParse(base)) return resolveOwnPicture(source, base) ?? resolveImageUrl(source, policy)
  if (!URL.canParse(source, base)) return { kind: 'block' }
  return resolveImageUrl(new URL(source, base).href, {
    ...policy,
    allow: [...(policy.allow ?? []), { origin: new URL(base).origin }],
  })
}

/** Stands for the page's own origin, which a server does not know; `.invalid` is reserved and never resolves. */
const OWN_ORIGIN = 'https://own.invalid'
const PICTURE_PATH = /^(?!.*%(?:2e|2f|5c)).*\.(?:png|jpe?g|webp|gif|avif)$/i

/**
 * A picture of the page's own origin, below the path of the base. It must look like one: a GET on any other address of
 * the app may act, as `/api/logout` does.
 */
function resolveOwnPicture(source: string, base: string): ImageVerdict | undefined {
  const root = URL.canParse(base, OWN_ORIGIN) ? new URL('.', new URL(base, OWN_ORIGIN)) : undefined
  if (root?.origin !== OWN_ORIGIN || !URL.canParse(source, root)) return undefined
  const { origin, pathname, search } = new URL(source, root)
  if (origin !== OWN_ORIGIN) return undefined
  const isPicture =
    pathname.startsWith(root.pathname) && search === '' && PICTURE_PATH.test(pathname)
  return isPicture ? { kind: 'load', url: pathname } : { kind: 'block' }
}
