import type { StreamEvent } from '../events.ts'
import { createSpokenText, LONGER_THAN_A_TOKEN } from '../text/spokenText.ts'

/** The answer as it comes: in tokens, and whole at the end. */
export interface RagAnswer {
  readToken(token: string): readonly StreamEvent[]
  /** Something else came: a token that was held back turns out to be an ordinary one. */
  release(): readonly StreamEvent[]
  readWhole(text: string): readonly StreamEvent[]
  /** What was held back, as text, and stays so. */
  peek(): readonly StreamEvent[]
}

const NOTHING: readonly StreamEvent[] = []

/**
 * Reads an answer from a backend whose adapter may send the whole text as one last token, after all the others.
 *
 * Such a token is held back for one message, so that nothing is shown twice. When the whole answer follows, it is the
 * truth; only a whole answer that is itself put together from the tokens, and so says everything twice, is halved.
 */
export function createRagAnswer(): RagAnswer {
  const spoken = createSpokenText()
  /** From a whole answer that says everything twice to its half: `final` sends it again. */
  const halves = new Map<string, string>()
  let held: string | undefined

  const release = (): readonly StreamEvent[] => {
    if (held === undefined) return NOTHING
    const delta = held
    held = undefined
    spoken.add(delta)
    return [{ type: 'text', channel: 'answer', delta }]
  }

  const whole = (text: string): StreamEvent => ({
    type: 'text-full',
    channel: 'answer',
    text: halves.get(text) ?? text,
    mode: 'final',
  })

  return {
    readToken(token) {
      const released = held === undefined ? NOTHING : release()
      if (token === '') return released
      if (spoken.isRepeatedBy(token)) {
        held = token
        return released
      }
      spoken.add(token)
      const text = { type: 'text', channel: 'answer', delta: token } as const
      return released.length === 0 ? [text] : [...released, text]
    },
    release,
    readWhole(text) {
      if (held !== undefined && spoken.restOf(text.trim())?.trim() === held.trim()) {
        // Short words may well come twice; a whole answer does not.
        if (held.length < LONGER_THAN_A_TOKEN) return [...release(), whole(text)]
        halves.set(text, spoken.completedBy(held))
      }
      held = undefined
      return [whole(text)]
    },
    peek() {
      if (held === undefined) return NOTHING
      const text = spoken.completedBy(held)
      return [{ type: 'text-full', channel: 'answer', text, mode: 'snapshot' }]
    },
  }
}
