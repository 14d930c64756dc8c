import { createGrowingText } from '../text/growingText.ts'
import type { TextChannel } from '../events.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { createThinkSplitter, type ThinkSplitter } from '../text/thinkSplitter.ts'

/** What a chunk of an answer says of itself. */
export interface RagflowChunk {
  readonly text: string
  readonly startsThinking: boolean
  readonly endsThinking: boolean
  /** Newer servers say of every chunk whether it is the whole answer: then the others are pieces. */
  readonly isWhole: boolean | undefined
}

/** Reads an answer that comes in pieces, or each time as all of it so far, with the thoughts in `<think>` or marked. */
export interface RagflowAnswer {
  read(chunk: RagflowChunk): void
  /** Gives what was held back because it could have become a tag. */
  release(): void
  readonly hasSpoken: boolean
  isHolding(): boolean
}

/** How a failure of the model is written, as if it were an answer: on a line of its own. */
const ERROR_MARK = '**ERROR**:'

export function createRagflowAnswer(
  output: EventOutput,
  fail: (message: string) => void,
): RagflowAnswer {
  const growing = createGrowingText()
  let splitter = createSplitter()
  /** What a whole text says in either channel, while it is read. */
  let whole: Record<TextChannel, string> | undefined
  let isThinking = false
  let hasSpoken = false

  function createSplitter(): ThinkSplitter {
    return createThinkSplitter((channel, delta) => {
      hasSpoken ||= channel === 'answer'
      if (whole === undefined) output.write({ type: 'text', channel, delta })
      else whole[channel] += delta
    })
  }

  /** Takes the failure out of a text, and tells it. */
  function withoutFailure(text: string): string {
    const start = text.indexOf(ERROR_MARK)
    if (start === -1) return text
    const before = text.slice(0, start)
    const said = before.trimEnd()
    const isOnOwnLine = said === '' || before.slice(said.length).includes('\n')
    if (!isOnOwnLine) return text
    const message = text.slice(start + ERROR_MARK.length).trim()
    fail(message || 'The model failed and did not say why.')
    return said
  }

  /** Reads a text that takes the place of all before it; snapshots go on behind it, also inside of a thought. */
  function writeWhole(text: string, mode: 'final' | 'replace'): void {
    const texts = { reasoning: '', answer: '' }
    whole = texts
    splitter = createSplitter()
    splitter.push(text)
    if (mode === 'final') splitter.end()
    whole = undefined
    for (const channel of ['reasoning', 'answer'] as const) {
      const words = texts[channel]
      if (words !== '') output.write({ type: 'text-full', channel, text: words, mode })
    }
  }

  function readGrowing(text: string): void {
    const growth = growing.read(text)
    if (growth === undefined) return
    if (growth.kind === 'whole') writeWhole(withoutFailure(growth.text), 'replace')
    else {
      const delta = withoutFailure(growth.text)
      if (delta !== '') splitter.push(delta)
    }
  }

  return {
    read({ text, startsThinking, endsThinking, isWhole }) {
      const isMarked = startsThinking || endsThinking
      if (isMarked || isWhole !== undefined) growing.settleForPieces()
      if (startsThinking) isThinking = true
      if (isWhole) {
        // A last chunk without text brings the references and nothing else.
        if (text !== '') writeWhole(withoutFailure(text), 'final')
      } else if (isThinking || isMarked) {
        const delta = withoutTags(text)
        if (delta !== '') output.write({ type: 'text', channel: 'reasoning', delta })
      } else readGrowing(text)
      if (endsThinking) isThinking = false
    },
    release: () => splitter.end(),
    isHolding: () => splitter.isHolding(),
    get hasSpoken() {
      return hasSpoken
    },
  }
}

/** Where thoughts are marked, a server may still write the tags as their first and last piece. */
function withoutTags(text: string): string {
  return text.includes('think>') ? text.replaceAll(/<\/?think>/g, '') : text
}
