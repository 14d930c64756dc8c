/**
 * How long a response asks to wait before the next request, in milliseconds; `undefined` when it does not say, or says
 * something unreadable. A date that is over gives 0. Nothing is clamped here.
 *
 * RFC 9110, 10.2.3: `Retry-After = HTTP-date / delay-seconds`, `delay-seconds = 1*DIGIT`.
 */
export function readRetryAfter(headers: Headers, now: number): number | undefined {
  const value = headers.get('retry-after')?.trim() ?? ''
  if (/^\d+$/.test(value)) return Number(value) * 1000
  // Date.parse takes much that is no date, such as `-5`; every HTTP-date starts with the name of a day.
  if (!/^[A-Z][a-z]{2,8},? /.test(value)) return undefined
  const date = Date.parse(value)
  if (Number.isNaN(date)) return undefined
  // The server's own clock is the one that its date was written by.
  const sent = Date.parse(headers.get('date') ?? '')
  return Math.max(0, date - (Number.isNaN(sent) ? now : sent))
}
