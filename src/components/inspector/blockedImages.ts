import type { StreamState } from '../../state/streamState.ts'
import { createMarkdownDocument } from '../../markdown/document.ts'
import { resolveImageUrl } from '../../markdown/imageUrl.ts'
import { resolveResultImage, type ResultImagePolicy } from '../results/resultImage.ts'

/** How many pictures of results and of an answer are never requested, by the policy. */
export function countBlockedImages(
  { results, answer }: Pick<StreamState, 'results' | 'answer'>,
  policy: ResultImagePolicy,
  baseUrl: string | undefined,
): number {
  const ofResults = { ...policy, ...(baseUrl !== undefined && { base: baseUrl }) }
  const verdicts = [
    ...results.flatMap(({ images }) => images).map(({ url }) => resolveResultImage(url, ofResults)),
    ...listSources(answer).map((source) => resolveImageUrl(source, policy)),
  ]
  return verdicts.filter(({ kind }) => kind === 'block').length
}

/** The addresses of the pictures in a text, as Markdown reads it. */
function listSources(text: string): readonly string[] {
  // What a text without this holds no picture of is not read at all.
  if (!text.includes('![')) return []
  const document = createMarkdownDocument()
  document.append(text)
  document.finish()
  const inline = document.tokens().flatMap(({ children }) => children ?? [])
  return inline
    .filter(({ type }) => type === 'image')
    .map((image) => String(image.attrGet('src') ?? ''))
}
