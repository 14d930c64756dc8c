import type { EventOf, StreamEvent } from '../events.ts'
import type { Writable } from '../writable.ts'
import { createReactSplitter, splitReactText } from '../text/reactText.ts'

/** What a model says between being asked and answering or calling a tool. */
export interface AgentTurn {
  /** Whether nothing was said so far. */
  readonly isSilent: boolean
  think(delta: string): void
  speak(delta: string): void
  /** Whether something is held back that could still become a marker. */
  isHolding(): boolean
  /** Nothing more is said: gives what could still have become a marker. */
  close(): void
  /** Gives all that the model said in this turn, as the backend reports it. */
  settle(spoken: string): void
  /** Gives what the workflow returns: the answer alone, as the agent has parsed it. */
  conclude(result: string): void
}

export interface TurnPlace {
  readonly partId: string
  readonly stepId: string | undefined
  readonly agent: string | undefined
}

/** Follows the text of one turn. Each turn is a part of its own, since nothing on the wire stands between two. */
export function createAgentTurn(
  { partId, stepId, agent }: TurnPlace,
  write: (event: StreamEvent) => void,
): AgentTurn {
  let answer = ''

  function add(channel: EventOf<'text'>['channel'], delta: string): void {
    turn.isSilent = false
    if (channel === 'answer') answer += delta
    write({ type: 'text', channel, delta, partId, stepId, agent })
  }
  const splitter = createReactSplitter(add)

  function writeFull(channel: EventOf<'text'>['channel'], text: string): void {
    write({ type: 'text-full', channel, text, mode: 'final', partId, stepId, agent })
  }

  function isSaid(text: string): boolean {
    return text.trim() === answer.trim()
  }

  function settleAnswer(text: string): void {
    turn.isSilent = false
    if (text.trim() === '') return
    answer = isSaid(text) ? answer : withEdgesOf(answer, text)
    writeFull('answer', answer)
  }

  const turn: Writable<AgentTurn> = {
    isSilent: true,
    think(delta) {
      if (delta !== '') add('reasoning', delta)
    },
    speak(delta) {
      splitter.push(delta)
    },
    isHolding: () => splitter.isHolding(),
    close() {
      splitter.end()
    },
    settle(spoken) {
      splitter.end()
      const whole = splitReactText(spoken)
      if (turn.isSilent && whole.reasoning !== '') writeFull('reasoning', whole.reasoning)
      settleAnswer(whole.answer)
    },
    conclude(result) {
      splitter.end()
      // Agents whose parser gave up return what they said.
      const words = splitReactText(result).answer
      settleAnswer(words.trim() === '' || isSaid(result) ? result : words)
    },
  }
  return turn
}

/**
 * Puts the white space in front of the pieces in front of the whole text, which comes stripped: `Answer: yes` was sent
 * as ` yes` and is reported as `yes`, and the two are the same answer.
 */
function withEdgesOf(pieces: string, whole: string): string {
  if (pieces === '') return whole
  return pieces.slice(0, pieces.length - pieces.trimStart().length) + whole.trimStart()
}
