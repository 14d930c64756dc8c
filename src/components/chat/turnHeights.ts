import type { ChatTurn } from '../../composables/chat/chatThread.ts'
import { shownAnswer, shownQuestion } from '../../composables/chat/threadTurns.ts'

/** Knows where each turn of a talk stands, in pixels: by its height where that was measured, else by a guess. */
export interface TurnHeights {
  /** These are the turns from now on. */
  place(turns: readonly ChatTurn[]): void
  /** A turn was measured. Gives how much taller it is than it was thought to be. */
  note(index: number, height: number): number
  /** Where the turn begins; that of the place behind the last turn is the height of them all. */
  topOf(index: number): number
  /** The turn that stands at this height; the first or the last one beyond the ends. */
  turnAt(top: number): number
}

/** Makes the heights of one talk. What grows at its end costs no more in a long one. */
export function createTurnHeights(): TurnHeights {
  const measured = new Map<string, number>()
  const tops = [0]
  /** Tops up to this place are right. */
  let known = 0
  let turns: readonly ChatTurn[] = []

  function heightOf(index: number): number {
    const turn = turns[index]
    return turn ? (measured.get(turn.id) ?? guessHeight(turn)) : 0
  }

  function topOf(index: number): number {
    for (; known < index; known++) tops[known + 1] = (tops[known] ?? 0) + heightOf(known)
    return tops[index] ?? 0
  }

  return {
    place(next) {
      if (next === turns) return
      const changed = next.findIndex((turn, index) => turn !== turns[index])
      known = Math.min(known, changed === -1 ? next.length : changed)
      turns = next
    },
    note(index, height) {
      const turn = turns[index]
      const taller = height - heightOf(index)
      if (!turn) return 0
      measured.set(turn.id, height)
      if (taller !== 0) known = Math.min(known, index)
      return taller
    },
    topOf,
    turnAt(top) {
      topOf(turns.length)
      let [first, last] = [0, turns.length - 1]
      while (first < last) {
        const middle = Math.ceil((first + last) / 2)
        if (topOf(middle) <= top) first = middle
        else last = middle - 1
      }
      return first
    },
  }
}

const LINE_HEIGHT = 26
const LETTERS_PER_LINE = 80
const AROUND_QUESTION = 84
const AROUND_ANSWER = 120

/** Near enough for the scroll bar; a turn that comes into sight is measured. */
function guessHeight(turn: ChatTurn): number {
  const isQuestion = turn.role === 'user'
  const text = isQuestion ? shownQuestion(turn)?.text : shownAnswer(turn)?.state.answer
  const lines = Math.ceil((text?.length ?? 0) / LETTERS_PER_LINE)
  return (isQuestion ? AROUND_QUESTION : AROUND_ANSWER) + lines * LINE_HEIGHT
}
