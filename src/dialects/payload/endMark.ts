const END_MARKS: ReadonlySet<string> = new Set(['[DONE]', '"[DONE]"'])

/** The longest payload that is worth trimming: hardly any token comes this far. */
const LONGEST = 16

/** Whether a payload is the mark that OpenAI and many after it end with; it says nothing of what went before. */
export function isEndMark(data: string): boolean {
  return data.length < LONGEST && END_MARKS.has(data.trim())
}
