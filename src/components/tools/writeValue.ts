/** More than this of one value is not shown: nobody reads it, and drawing it would hold up the page. */
const MAX_LENGTH = 64 * 1024

/** A value that a tool took or gave, as text: text as it is, everything else as indented JSON. Never code to run. */
export function writeValue(value: unknown): string {
  const text = typeof value === 'string' ? value : writeJson(value)
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text
}

function writeJson(value: unknown): string {
  try {
    // Functions and symbols have no JSON at all, and `stringify` then gives nothing.
    return JSON.stringify(value, null, 2) ?? String(value)
  } catch {
    // A dialect of the app's own may hand over what JSON cannot hold, such as a circle.
    return String(value)
  }
}
