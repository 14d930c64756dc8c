import type { EventOf } from '../events.ts'

type Usage = EventOf<'usage'>

const FIGURES = [
  'inputTokens',
  'outputTokens',
  'totalTokens',
  'reasoningTokens',
  'cachedInputTokens',
] as const satisfies readonly (keyof Usage)[]

/**
 * Makes a watch over the running totals of one stream, for the many backends that repeat them on every chunk: it gives
 * back what brings another figure, and nothing else.
 */
export function createUsageWatch(): (usage: Usage | undefined) => Usage | undefined {
  let known: Partial<Usage> = {}
  return (usage) => {
    const isNews = FIGURES.some(
      (name) => usage?.[name] !== undefined && usage[name] !== known[name],
    )
    if (!isNews) return undefined
    known = { ...known, ...usage }
    return usage
  }
}
