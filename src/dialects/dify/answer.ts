import type { JsonRecord } from '../payload/jsonFields.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { LONGER_THAN_A_TOKEN } from '../text/spokenText.ts'

/** The answer in its pieces, and in the whole texts that are sent behind them. */
export interface DifyAnswer {
  readMessage(text: string, stepId: string | undefined): void
  readAgentMessage(text: string): void
  replace(text: string): void
  /** No further message comes: a message that was held back was the last. */
  settle(): void
  /** What a workflow gives back in the end. */
  readOutputs(outputs: JsonRecord): void
  /** A thought of the agent begins: what it says next belongs to that. */
  beginThought(): void
  /** Whether these words are those that the agent has said since its thought began. */
  says(thought: string): boolean
  /** Whether a message is held back until it is known what it is. */
  isHolding(): boolean
}

interface Held {
  readonly text: string
  readonly stepId: string | undefined
}

/**
 * Agents of the newer kind stream `agent_message`s and close with one `message` that says everything again, or nearly so:
 * white space, a mark or the words before a call may be missing from it. So behind such pieces a message waits for what
 * follows it: the last one is the whole, any other a piece.
 *
 * An answer that a moderator has replaced is not brought back by the outputs of the workflow, and none gives way to an
 * output that has nothing to do with it.
 */
export function createDifyAnswer(output: EventOutput): DifyAnswer {
  let pieces: string[] = []
  let hasAgentSpoken = false
  let isReplaced = false
  let thoughtStart = 0
  let held: Held | undefined

  function say(delta: string, stepId?: string): void {
    if (delta === '') return
    pieces.push(delta)
    output.write({ type: 'text', channel: 'answer', delta, stepId })
  }

  function sayWhole(text: string): void {
    pieces = [text]
    output.write({ type: 'text-full', channel: 'answer', text, mode: 'final' })
  }

  function release(): void {
    if (held === undefined) return
    const { text, stepId } = held
    held = undefined
    say(text, stepId)
  }

  return {
    beginThought() {
      thoughtStart = pieces.length
    },
    says: (thought) => pieces.slice(thoughtStart).join('').trim() === thought.trim(),
    isHolding: () => held !== undefined,
    readMessage(text, stepId) {
      release()
      if (hasAgentSpoken) held = { text, stepId }
      else say(text, stepId)
    },
    readAgentMessage(text) {
      if (text === '') return
      release()
      hasAgentSpoken = true
      say(text)
    },
    replace(text) {
      isReplaced = true
      held = undefined
      pieces = [text]
      output.write({ type: 'text-full', channel: 'answer', text, mode: 'replace' })
    },
    settle() {
      if (held === undefined) return
      const said = pieces.join('')
      const whole = readRepeat(said, held.text)
      if (whole === undefined) release()
      else {
        held = undefined
        sayWhole(whole)
      }
    },
    readOutputs(outputs) {
      const values = Object.values(outputs)
      const texts = values.filter((value) => typeof value === 'string' && value !== '')
      const [text] = texts
      const isText = texts.length === 1 && typeof text === 'string'
      const whole = isText ? readCompletion(pieces.join(''), text) : undefined
      if (whole !== undefined && !isReplaced) sayWhole(whole)
      const isAllSaid = values.length === 1 && (whole !== undefined || (isText && isReplaced))
      if (values.length > 0 && !isAllSaid) {
        output.write({ type: 'data', name: 'outputs', key: 'outputs', data: outputs })
      }
    },
  }
}

/** The whole answer where the last message says it again; `undefined` where that is one more piece. */
function readRepeat(said: string, text: string): string | undefined {
  const completion = readCompletion(said, text)
  if (completion !== undefined) return completion
  const again = text.trim()
  const isMost = again.length * 2 >= said.trim().length
  if ((isMost || again.length >= LONGER_THAN_A_TOKEN) && said.includes(again)) return said
  const isAlike = again.length >= LONGER_THAN_A_TOKEN || beginsAlike(said.trim(), again)
  return isMost && isAlike ? text : undefined
}

/** Whether the first half of what comes again is what was said. */
function beginsAlike(said: string, again: string): boolean {
  return again.length > 1 && said.startsWith(again.slice(0, Math.ceil(again.length / 2)))
}

/** The text where it says all that was said, with or without more around it. What only its ends lack, it keeps. */
function readCompletion(said: string, text: string): string | undefined {
  const words = said.trim()
  if (words === text.trim()) return said === '' ? text : said
  return text.includes(words) ? text : undefined
}
