import type { ResultImage } from '../../dialects/events.ts'
import type { Messages } from '../../locales/messages.ts'
import type { ImageVerdict } from '../../markdown/imageUrl.ts'
import { visibleText } from '../../markdown/visibleText.ts'
import { resolveResultImage, type ResultImagePolicy } from './resultImage.ts'

/** A picture as it is shown. */
export interface Picture {
  readonly key: string
  /** What it shows, in words. */
  readonly alt: string
  /** The same below the picture, where its number is said already; without words of its own or of what it belongs to none. */
  readonly caption: string
  readonly verdict: ImageVerdict
}

export interface PictureContext {
  /** What the pictures belong to; words for those that bring none of their own. */
  readonly title: string | undefined
  /** In place of the base of the policy. */
  readonly base: string | undefined
  readonly policy: ResultImagePolicy
  readonly messages: Messages
}

/** The pictures to show, each once, by where their addresses lead and not by how they are written. */
export function listPictures(
  images: readonly ResultImage[],
  { title, base, policy, messages }: PictureContext,
): readonly Picture[] {
  const own = base === undefined ? policy : { ...policy, base }
  const found = new Map<string, { readonly verdict: ImageVerdict; alt: string | undefined }>()
  for (const image of images) {
    const verdict = resolveResultImage(image.url, own)
    const key = verdict.kind === 'block' ? image.url : verdict.url
    const known = found.get(key)
    if (known === undefined) found.set(key, { verdict, alt: image.alt })
    else known.alt ??= image.alt
  }
  const name = title === undefined ? undefined : visibleText(title)
  return [...found].map(([key, { verdict, alt }], index) => {
    const words = visibleText(alt ?? '').trim()
    return {
      key,
      verdict,
      alt: words || messages.images.alt(name, index + 1, found.size),
      caption: words || (title ?? ''),
    }
  })
}
