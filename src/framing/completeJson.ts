/** Numbers that Python writes and JSON does not know. */
const PYTHON_NUMBERS = /-?\b(?:NaN|Infinity)\b/g

/** Whether the text is one whole JSON value. `NaN` and `Infinity` are let pass: backends in Python send them. */
export function isCompleteJson(text: string): boolean {
  // Words inside of strings are replaced as well, which does not change whether the whole is JSON.
  return parses(text) || parses(text.replace(PYTHON_NUMBERS, 'null'))
}

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
