/**
 * Writes a value as Python's `json.dumps` does: a blank after `:` and `,`, and, unless told otherwise, everything
 * outside ASCII escaped.
 */
export function pythonJson(value: unknown, options: { readonly ensureAscii: boolean }): string {
  const json = write(value)
  if (!options.ensureAscii) return json
  return json.replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function write(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(write).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, field]) => field !== undefined)
    return `{${entries.map(([key, field]) => `${JSON.stringify(key)}: ${write(field)}`).join(', ')}}`
  }
  return JSON.stringify(value) ?? 'null'
}
