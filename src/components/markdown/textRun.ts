import type { Token } from 'markdown-it'

/** Lines of more than this together are several texts, so that a long paragraph draws its last ones only. */
const LONGEST_RUN = 1_024

/**
 * Where the run of lines ends that begins with a token. Lines whose breaks stay line breaks of the source are one text,
 * and one node on the page.
 */
export function textRunEnd(tokens: readonly Token[], start: number): number {
  if (tokens[start]?.type !== 'text') return start
  let length = 0
  let end = start
  while (tokens[end + 1]?.type === 'softbreak' && tokens[end + 2]?.type === 'text') {
    length += tokens[end]?.content.length ?? 0
    if (length > LONGEST_RUN) return end
    end += 2
  }
  return end
}

/** What a run of lines says. */
export function textOf(tokens: readonly Token[], start: number, end: number): string {
  let text = tokens[start]?.content ?? ''
  for (let index = start + 2; index <= end; index += 2) text += `\n${tokens[index]?.content ?? ''}`
  return text
}
