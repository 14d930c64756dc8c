import type { DialectContext, DialectReader } from '../dialect.ts'
import { parseJson } from '../payload/json.ts'

/** Where one payload ends and the next begins when a server forgets the blank line between two events, or any line end. */
const SEAM = /(?<=\})(?:\s*data:\s*|\n)(?=\{)/

/** The payloads in what is no payload itself; one where there is no seam. */
export function partsOf(data: string): readonly string[] {
  return mayHaveSeam(data) ? data.split(SEAM) : [data]
}

/** Parts payloads that a server has written without the blank line between them, as it does before it speaks. */
export function partPayloads(context: DialectContext, reader: DialectReader): DialectReader {
  return {
    read(frame) {
      const { data } = frame
      if (data === undefined || !mayHaveSeam(data)) return reader.read(frame)
      const parts = partsOf(data)
      // An answer may well quote such a seam.
      if (parts.length === 1 || parseJson(data, context.json).ok) return reader.read(frame)
      return parts.flatMap((part) => reader.read({ ...frame, data: part }))
    },
    end: () => reader.end(),
    suspend: () => reader.suspend?.(),
  }
}

/** JSON as servers write it has no line end of its own. */
function mayHaveSeam(data: string): boolean {
  return data.includes('data:') || data.includes('\n')
}
