import type { StreamEvent } from '../events.ts'
import type { StepStack } from './steps.ts'

/** The text of the steps, with the chunks held back whose meaning only the next payload decides. */
export interface WorkflowText {
  read(chunk: string): readonly StreamEvent[]
  /** A step begins or ends: what was held back was that step's text, said once more. */
  settle(): readonly StreamEvent[]
  /** Something else follows: what was held back is text as any other. */
  release(): readonly StreamEvent[]
  /** What was held back, as text, and stays so. */
  peek(): readonly StreamEvent[]
  /** Nothing follows: takes the last words away if they are those of an exception. */
  takeLastWords(): string | undefined
}

const NOTHING: readonly StreamEvent[] = []

/** How this backend begins the text of an exception; a model may begin its own text so too. */
export const EXCEPTION = /^Error:/

/**
 * When a step ends, the server sends its whole text once more if it differs from the streamed chunks at all, and does
 * not say that it does. So a chunk that could be such a repeat waits for one payload: before the end of the step, or
 * the beginning of the next, it was one. Equality alone would swallow the second of two tokens "ha", "ha".
 */
export function createWorkflowText(steps: StepStack): WorkflowText {
  let repeats: string[] = []
  let lastWords: string | undefined

  const textOf = (delta: string): StreamEvent => {
    return { type: 'text', channel: 'answer', delta, stepId: steps.current?.id }
  }

  const say = (delta: string): StreamEvent => {
    steps.current?.spoken.add(delta)
    return textOf(delta)
  }

  const releaseLastWords = (): readonly StreamEvent[] => {
    if (lastWords === undefined) return NOTHING
    const chunk = lastWords
    lastWords = undefined
    return [say(chunk)]
  }

  const release = (): readonly StreamEvent[] => {
    if (repeats.length === 0) return releaseLastWords()
    const chunks = repeats
    repeats = []
    return chunks.map(say)
  }

  return {
    read(chunk) {
      if (chunk === '') return NOTHING
      const released = releaseLastWords()
      if (steps.current?.spoken.isRepeatedBy(chunk)) {
        repeats.push(chunk)
        return released
      }
      // Almost every chunk is a piece of text with nothing held back before it.
      const isAlone = released.length === 0 && repeats.length === 0
      if (isAlone && !EXCEPTION.test(chunk)) return [say(chunk)]
      const events = [...released, ...release()]
      if (!EXCEPTION.test(chunk)) return [...events, say(chunk)]
      lastWords = chunk
      return events
    },
    settle() {
      const step = steps.current
      const repeat = repeats.at(-1)
      if (step === undefined || repeat === undefined) return release()
      repeats = []
      const text = step.spoken.completedBy(repeat)
      return [{ type: 'text-full', channel: 'answer', text, mode: 'final', stepId: step.id }]
    },
    release,
    peek() {
      const { current } = steps
      const repeat = repeats.at(-1)
      const text = repeat && current?.spoken.completedBy(repeat)
      if (text)
        return [
          { type: 'text-full', channel: 'answer', text, mode: 'snapshot', stepId: current?.id },
        ]
      return lastWords === undefined ? NOTHING : [textOf(lastWords)]
    },
    takeLastWords() {
      const words = lastWords
      lastWords = undefined
      return words
    },
  }
}
