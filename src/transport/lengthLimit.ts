/** A bound of your own, or none at all: it is lifted by the word, never by a number. */
export type LengthLimit = number | 'unlimited'

/** 16 Mi UTF-16 units: far more than an answer, far less than a page can hold. */
const DEFAULT_LENGTH = 16 * 1024 * 1024

/** @throws {RangeError} for what is not a positive number. */
export function resolveLengthLimit(name: string, limit: LengthLimit = DEFAULT_LENGTH): number {
  if (limit === 'unlimited') return Number.POSITIVE_INFINITY
  if (limit > 0 && Number.isFinite(limit)) return limit
  throw new RangeError(`${name} must be a positive number or 'unlimited', not ${limit}`)
}
