import type { DialectContext, DialectReader } from '../dialect.ts'
import { parseJson } from '../json.ts'

/** Where one payload ends and the next begins when a server forgets the blank line between two events. */
const SEAM = /(?<=\})\s*data:\s*(?=\{)/

/** Parts payloads that a server has written without the blank line between them, as it does before it speaks. */
export function partPayloads(context: DialectContext, reader: DialectReader): DialectReader {
  return {
    read(frame) {
      const { data } = frame
      if (!data?.includes('data:') || !SEAM.test(data)) return reader.read(frame)
      // An answer may well quote such a seam.
      if (parseJson(data, context.json).ok) return reader.read(frame)
      return data.split(SEAM).flatMap((part) => reader.read({ ...frame, data: part }))
    },
    end: () => reader.end(),
  }
}
