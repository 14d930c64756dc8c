import type { Dialect } from './dialect.ts'
import type { Finding } from './detect.ts'

/**
 * Says which dialect a JSON document is an answer of: the one that is known, or the first of those that it may be in.
 * `undefined` when it is nobody's answer, and so an error or a mistake.
 */
export function detectDocument(
  document: unknown,
  known: Finding | undefined,
  headers: Headers | undefined,
  dialects: readonly Dialect[],
): Finding | undefined {
  // A lone number is a token of plain text, to those who stream that.
  if (typeof document !== 'object' || document === null) return undefined
  if (known !== undefined) return accepts(known.dialect, document, headers) ? known : undefined
  const dialect = dialects.find((candidate) => accepts(candidate, document, headers))
  return dialect && { dialect, by: 'event', rule: 'a JSON document of its kind', event: 1 }
}

/** An event that is unmistakably the dialect's own may come alone. */
function accepts(dialect: Dialect, json: unknown, headers: Headers | undefined): boolean {
  if (dialect.acceptsDocument !== undefined) return dialect.acceptsDocument(json)
  const frame = { event: '', data: JSON.stringify(json), id: undefined }
  const claim = dialect.detect?.({ headers, frame, json, earlier: [] })
  return claim !== undefined && !claim.provisional
}
