import { formatJson } from './formatJson.ts'

/** More than this of one value is not shown: nobody reads it, and drawing it would hold up the page. */
const MAX_LENGTH = 64 * 1024

/**
 * A value that a tool took or gave, as text: JSON set in lines, also JSON that came as text and, with `isPartial`, the
 * start of such; all other text as it is. Never code to run.
 */
export function writeValue(
  value: unknown,
  { isPartial = false }: { readonly isPartial?: boolean } = {},
): string {
  if (typeof value !== 'string') {
    const json = writeJson(value)
    return json === undefined ? shorten(String(value)) : setInLines(json)
  }
  const isJson = /^\s*[[{]/.test(value) && (isPartial || canBeParsed(value))
  return isJson ? setInLines(value) : shorten(value)
}

function setInLines(json: string): string {
  const text = json.slice(0, MAX_LENGTH)
  return shorten(formatJson(text) ?? text, json.length > MAX_LENGTH)
}

function shorten(text: string, isCut = false): string {
  return isCut || text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text
}

function canBeParsed(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function writeJson(value: unknown): string | undefined {
  try {
    // Functions and symbols have no JSON at all, and `stringify` then gives nothing.
    return JSON.stringify(value)
  } catch {
    // A dialect of the app's own may hand over what JSON cannot hold, such as a circle.
    return undefined
  }
}
