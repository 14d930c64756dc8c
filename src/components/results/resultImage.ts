import { resolveImageUrl, type ImagePolicy, type ImageVerdict } from '../../markdown/imageUrl.ts'

/** Decides about pictures: in an answer as {@link ImagePolicy} says, on result cards also by where they come from. */
export interface ResultImagePolicy extends ImagePolicy {
  /**
   * Absolute url that the paths of result images resolve against, and whose origin is trusted with requests for them.
   * Default: the stream's `baseUrl`. With neither, a picture waits for a click, and a mere path is not loaded at all.
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
  if (base === undefined || !URL.canParse(base)) return resolveImageUrl(source, policy)
  if (!URL.canParse(source, base)) return { kind: 'block' }
  return resolveImageUrl(new URL(source, base).href, {
    ...policy,
    allow: [...(policy.allow ?? []), { origin: new URL(base).origin }],
  })
}
