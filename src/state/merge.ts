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
    if (value === undefined || isSame(value, target[name])) continue
    news[name] = value
    hasNews = true
  }
  return hasNews ? { ...target, ...news } : target
}

/** Whether two values that came from JSON say the same. */
export function isSame(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true
  if (!isObject(left) || !isObject(right) || Array.isArray(left) !== Array.isArray(right)) {
    return false
  }
  const names = Object.keys(left)
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && isSame(left[name], right[name]))
  )
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
