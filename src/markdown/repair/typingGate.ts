import { showableLength } from './holdBack.ts'
import type { OpenBlock } from './openBlock.ts'

/** Lets text through as soon as it is clear what it begins; the rest waits for the characters that decide it. */
export interface TypingGate {
  /** Takes the next text and gives what may be read now. `open` is what the text read so far ended in. */
  pass(chunk: string, open: OpenBlock): string
  /** Gives all that waits: no more text comes, or what was shown must be exact. */
  flush(): string
}

/** More than a line that waits for its decision: such text is let through as it is. */
const MAX_WAITING = 2_048

export function createTypingGate(): TypingGate {
  let waiting = ''
  /** Whether something of the current line has been let through: then nothing more is undecided in it. */
  let insideLine = false

  function release(length: number): string {
    const text = waiting.slice(0, length)
    waiting = waiting.slice(length)
    if (text !== '') insideLine = !text.endsWith('\n')
    return text
  }

  return {
    pass(chunk, open) {
      waiting += chunk
      const firstLine = insideLine ? waiting.indexOf('\n') + 1 : 0
      if (insideLine && firstLine === 0) return release(waiting.length)
      // Only the end is undecided: a head of two lines at most.
      const from = Math.max(firstLine, endLines(waiting))
      const length = showableLength({ text: waiting.slice(from), open })
      return waiting.length - from - length > MAX_WAITING
        ? release(waiting.length)
        : release(from + length)
    },
    flush: () => release(waiting.length),
  }
}

/** Where the last two lines of a text begin. */
function endLines(text: string): number {
  const last = text.lastIndexOf('\n')
  return last <= 0 ? 0 : text.lastIndexOf('\n', last - 1) + 1
}
