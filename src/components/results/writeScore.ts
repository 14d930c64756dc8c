import type { ResultItem } from '../../dialects/events.ts'
import type { Messages } from '../../locales/messages.ts'

/**
 * How scores are written. `auto`: as a percentage where they are ratios, as numbers where any of them is not, so that
 * the scores of one list can be compared. A function gives the words, or nothing for a score that is not to be shown.
 */
export type ScoreFormat =
  | 'auto'
  | 'percent'
  | 'number'
  | 'none'
  | ((score: number, item: ResultItem) => string | undefined)

/** Writes the score of an item; nothing where it has none. */
export function writeScore(
  item: ResultItem,
  scoreFormat: ScoreFormat,
  format: Messages['format'],
): string | undefined {
  const { score } = item
  if (score === undefined || !Number.isFinite(score)) return undefined
  if (typeof scoreFormat === 'function') return scoreFormat(score, item)
  if (scoreFormat === 'none') return undefined
  const isPercent = scoreFormat === 'percent' || (scoreFormat === 'auto' && isRatio(score))
  return isPercent ? format.percent(score) : format.number(score)
}

/** What `auto` means for these items together. */
export function judgeScores(items: readonly ResultItem[]): ScoreFormat {
  return items.every(({ score }) => score === undefined || isRatio(score)) ? 'auto' : 'number'
}

function isRatio(score: number): boolean {
  return score >= 0 && score <= 1
}
