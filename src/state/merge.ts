import { isSameJson } from '../dialects/payload/sameJson.ts'

/**
 * Lays the defined fields of `update` over `target`.
 *
 * Gives `target` itself when they say nothing new, so that a backend that repeats itself redraws nothing.
 */
export function mergeDefined<Target extends object>(
  target: Target,
  update: Partial<Target>,
): Target {
  const news: Partial<Target> = {}
  let hasNews = false
  for (const name in update) {
    const value = update[name]
    if (value === undefined || isSameJson(value, target[name])) continue
    news[name] = value
    hasNews = true
  }
  return hasNews ? { ...target, ...news } : target
}
