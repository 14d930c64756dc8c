import type { ResultImage } from '../events.ts'
import { parseJson } from '../payload/json.ts'
import { isRecord, stringField } from '../payload/jsonFields.ts'
import { IMAGE_SCHEMES, resolveUrl } from './resolveUrl.ts'

/**
 * Reads pictures given as a string, as `{ url | src | path, alt | title }`, or as a list of these, which may be JSON text: so
 * a database keeps it in a column.
 *
 * What is neither http(s) nor relative is left out, and a picture that is named twice is given once.
 * @returns `undefined` when the value does not describe pictures at all.
 */
export function readImages(value: unknown, baseUrl?: string): readonly ResultImage[] | undefined {
  const list = readList(value)
  const entries: readonly unknown[] = list ?? [value]
  const images = new Map<string, ResultImage>()
  let hasImage = list !== undefined
  for (const entry of entries) {
    const image = describeImage(entry)
    if (image === undefined) continue
    hasImage = true
    const url = resolveUrl(image.url, IMAGE_SCHEMES, baseUrl)
    if (url !== undefined && !images.has(url)) images.set(url, { ...image, url })
  }
  return hasImage ? [...images.values()] : undefined
}

function readList(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value
  if (typeof value !== 'string' || !value.trimStart().startsWith('[')) return undefined
  const parsed = parseJson(value)
  return parsed.ok && Array.isArray(parsed.value) ? parsed.value : undefined
}

function describeImage(entry: unknown): ResultImage | undefined {
  if (typeof entry === 'string') return { url: entry }
  if (!isRecord(entry)) return undefined
  const url = stringField(entry, 'url') ?? stringField(entry, 'src') ?? stringField(entry, 'path')
  if (url === undefined) return undefined
  const alt = stringField(entry, 'alt') ?? stringField(entry, 'title')
  return alt === undefined ? { url } : { url, alt }
}
