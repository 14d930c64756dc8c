/** A place in a text that names sources: `[1]`, `[1, 2]`, `[2–4]`, `[^1]`, `【1†manual】`. */
export interface CitationMark {
  readonly start: number
  readonly end: number
  /** What it names them by, in order: numbers mostly. */
  readonly labels: readonly string[]
}

const NUMBER = String.raw`\^?\d{1,4}`
const NUMBERS = String.raw`${NUMBER}(?:\s?[,，、;；–-]\s?${NUMBER})*`
/** Two forms: brackets around numbers, and the corner brackets that models of OpenAI write. */
const MARK = new RegExp(
  String.raw`\[(${NUMBERS})\]|【(\d{1,4}(?::\d{1,4})?)(?:†[^【】\n]{0,200})?】`,
  'g',
)
const RANGE = /^(\d+)\s?[–-]\s?(\d+)$/

/** `[1-9]` names nine sources; what spans more is hardly a citation. */
const WIDEST_RANGE = 9

/** The marks in a text, in order. Whether a source stands behind one is for others to know. */
export function findCitations(text: string): readonly CitationMark[] {
  if (!mayCite(text)) return []
  return Array.from(text.matchAll(MARK), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
    labels: match[1] === undefined ? [match[2] ?? ''] : readLabels(match[1]),
  }))
}

/** Whether a look at the text is worth it: most text has no bracket at all. */
export function mayCite(text: string): boolean {
  return text.includes('[') || text.includes('【')
}

/** `1, 3-5` names 1, 3, 4 and 5. */
function readLabels(numbers: string): readonly string[] {
  return numbers
    .replaceAll('^', '')
    .split(/[,，、;；]/)
    .flatMap((part) => {
      const label = part.trim()
      const range = RANGE.exec(label)
      if (range === null) return [label]
      const [first, last] = [Number(range[1]), Number(range[2])]
      if (last < first || last - first >= WIDEST_RANGE) return [label]
      return Array.from({ length: last - first + 1 }, (_, index) => String(first + index))
    })
}

/** `[1](#cite:manual)`: links that lead to a source rather than to a page. */
const CITE_ADDRESS = /^#?(?:cite|citation)[:=](.+)$|^#(?:cite|citation|source|ref)-(\d{1,4})$/i

/** The source that a link names, if it names one. */
export function citedByLink(href: string): string | undefined {
  const match = CITE_ADDRESS.exec(href)
  const label = match?.[1] ?? match?.[2]
  if (label === undefined) return undefined
  try {
    return decodeURIComponent(label)
  } catch {
    // A lone percent sign encodes nothing.
    return label
  }
}
