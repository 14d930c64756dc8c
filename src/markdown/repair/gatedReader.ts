import type { MarkdownReader } from '../reader.ts'
import type { OpenBlock } from './openBlock.ts'
import { openBlockOf } from './openBlock.ts'
import { createTypingGate } from './typingGate.ts'

/** A reader that sees the end of the text only once it is clear what that begins. */
export function createGatedReader(reader: MarkdownReader): MarkdownReader {
  const gate = createTypingGate()
  let pending = ''
  let open: OpenBlock = 'text'
  return {
    append(chunk) {
      pending += chunk
    },
    read(options) {
      const text = gate.pass(pending, open)
      pending = ''
      reader.append(options.finished ? text + gate.flush() : text)
      const reading = reader.read(options)
      open = openBlockOf(reading.tokens)
      return reading
    },
  }
}
