import { createTextHash, stableHash } from '../results/stableHash.ts'

/** What was said so far, able to tell a chunk that says it all again from one that goes on. */
export interface SpokenText {
  add(chunk: string): void
  /** What a text says after the words said so far; `undefined` when it does not begin with them. */
  restOf(text: string): string | undefined
  /** Whether the chunk could be all that was said, once more. Only what follows it can make that sure. */
  isRepeatedBy(chunk: string): boolean
  /** What was said together with what its repeat adds. White space around the repeat takes nothing away. */
  completedBy(repeat: string): string
}

/** A chunk of this length that equals all before it is no coincidence, as a second "ha" is. */
export const LONGER_THAN_A_TOKEN = 16

/**
 * Keeps in mind what was said in one answer or one step.
 *
 * Backends stream a text in chunks and then send it whole, as if it were one more chunk, when it differs from the
 * chunks by as little as a line break at its end. The text itself is not kept, for its readers keep it already: the
 * length and a hash of the words tell a repeat as surely, and the white space around them is all that it may add.
 */
export function createSpokenText(): SpokenText {
  const words = createTextHash()
  let wordsLength = 0
  let chunksWithWords = 0
  let before = ''
  let after = ''

  const addWords = (text: string): void => {
    words.add(text)
    wordsLength += text.length
  }

  const restOf = (text: string): string | undefined => {
    const isBegunAlike =
      text.length >= wordsLength && stableHash(text.slice(0, wordsLength)) === words.value
    return isBegunAlike ? text.slice(wordsLength) : undefined
  }

  return {
    add(chunk) {
      // Most tokens are a word and nothing else, and need no search for the space around it.
      if (after === '' && isBareWord(chunk)) {
        addWords(chunk)
        chunksWithWords++
        return
      }
      const start = chunk.search(/\S/)
      if (start === -1) {
        after += chunk
        return
      }
      const space = after + chunk.slice(0, start)
      if (wordsLength === 0) before = space
      else addWords(space)
      const spoken = chunk.trim()
      addWords(spoken)
      chunksWithWords++
      after = chunk.slice(start + spoken.length)
    },
    restOf,
    isRepeatedBy(chunk) {
      // Lengths first: an ordinary token costs no more than this.
      if (wordsLength === 0 || chunk.length < wordsLength) return false
      const again = chunk.trim()
      const rest = restOf(again)
      if (rest === undefined) return false
      if (chunksWithWords > 1 || again.length >= LONGER_THAN_A_TOKEN) return true
      // One short chunk said before: only its white space at the end tells a repeat from a token that comes twice.
      const start = before + again
      return rest === '' && chunk.startsWith(start) && chunk.slice(start.length) !== after
    },
    completedBy(repeat) {
      const again = repeat.trimStart()
      const completed = before + again
      const spoken = before + again.slice(0, wordsLength) + after
      const saysNoMore = again.trimEnd().length === wordsLength
      return saysNoMore && !completed.startsWith(spoken) ? spoken : completed
    },
  }
}

/** Whether a chunk begins and ends with something that is certainly no white space. */
function isBareWord(chunk: string): boolean {
  return isVisible(chunk.charCodeAt(0)) && isVisible(chunk.charCodeAt(chunk.length - 1))
}

/** Signs of ASCII and letters of East Asia, among which no white space has its place. */
function isVisible(unit: number): boolean {
  return (unit > 0x20 && unit < 0x7f) || (unit > 0x3000 && unit < 0xd800)
}
