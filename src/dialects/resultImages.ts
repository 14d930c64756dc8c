import type { ResultImage } from './events.ts'
import { isRecord, stringField } from './jsonFields.ts'
import { IMAGE_SCHEMES, resolveUrl } from './resolveUrl.ts'

/**
 * Reads pictures given as a string, as `{ url | src | path, alt | title }`, or as a list of these.
 *
 * What is neither http(s) nor relative is left out, and a picture that is named twice is given once.
 * @returns `undefined` when the value does not describe pictures at all.
 */
export function readImages(value: unknown, baseUrl?: string): readonly ResultImage[] | undefined {
  const isList = Array.isArray(value)
  const entries: readonly unknown[] = isList ? value : [value]
  const images = new Map<string, ResultImage>()
  let hasImage = isList
  for (const entry of entries) {
    const image = describeImage(entry)
    if (image === undefined) continue
    hasImage = true
    const url = resolveUrl(image.url, IMAGE_SCHEMES, baseUrl)
    if (url !== undefined && !images.has(url)) images.set(url, { ...image, url })
  }
  return hasImage ? [...images.values()] : undefined
}

function describeImage(entry: unknown): ResultImage | undefined {
  if (typeof entry === 'string') return { url: entry }
  if (!isRecord(entry)) return undefined
  const url = stringField(entry, 'url') ?? stringField(entry, 'src') ?? stringField(entry, 'path')
  if (url === undefined) return undefined
  const alt = stringField(entry, 'alt') ?? stringField(entry, 'title')
  return alt === undefined ? { url } : { url, alt }
}
