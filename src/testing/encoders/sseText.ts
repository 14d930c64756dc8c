/** One event of compact JSON without a name. */
export function dataEvent(value: unknown): string {
  return `data: ${JSON.stringify(value)}\n\n`
}

/** One event of compact JSON under a name. */
export function namedEvent(name: string, value: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(value)}\n\n`
}

/** What OpenAI ends its streams with, and many after it. */
export const END_MARK = 'data: [DONE]\n\n'
