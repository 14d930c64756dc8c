import type { TextChannel } from '../events.ts'

/** Tells thoughts in `<think>` or `<thought>` from the answer behind them while both arrive as one text, cut anywhere. */
export interface ThinkSplitter {
  push(delta: string): void
  /** The text is over: gives what was held back because it could have become a tag. */
  end(): void
  /** Whether something is held back now. */
  isHolding(): boolean
}

/** The tags of most models, and those of Gemini where it speaks like OpenAI. */
const TAGS = [
  ['<think>', '</think>'],
  ['<thought>', '</thought>'],
] as const

/** So many blanks may stand before the tag. */
const MOST_BLANKS = 256

/**
 * Makes a splitter for one answer; `write` gets the pieces in order, none of them empty.
 *
 * Only a text that begins with the tag holds thoughts, so an answer about the tag stays an answer. The tags belong to
 * neither channel; all else is handed on as it came. Held back is only what may still become a tag.
 */
export function createThinkSplitter(
  write: (channel: TextChannel, delta: string) => void,
): ThinkSplitter {
  let held = ''
  let closing = ''
  let read = readOpening

  function emit(channel: TextChannel, text: string): void {
    if (text !== '') write(channel, text)
  }

  function readOpening(text: string): void {
    const words = text.trimStart()
    const blanks = text.length - words.length
    const isNear = blanks <= MOST_BLANKS
    const tag = isNear ? TAGS.find(([opening]) => words.startsWith(opening)) : undefined
    if (tag !== undefined) {
      closing = tag[1]
      read = readThoughts
      emit('reasoning', text.slice(0, blanks))
      readThoughts(words.slice(tag[0].length))
    } else if (isNear && TAGS.some(([opening]) => opening.startsWith(words))) {
      held = text
    } else {
      read = readAnswer
      readAnswer(text)
    }
  }

  function readThoughts(text: string): void {
    const found = text.indexOf(closing)
    if (found === -1) {
      emit('reasoning', hold(text))
      return
    }
    emit('reasoning', text.slice(0, found))
    read = readAnswer
    readAnswer(text.slice(found + closing.length))
  }

  function readAnswer(text: string): void {
    if (text !== '') write('answer', text)
  }

  /** Gives the text without an end that may be the beginning of the closing tag, and keeps that end. */
  function hold(text: string): string {
    // A tag has one `<`, so only the last of them can begin one that is not closed.
    const start = text.lastIndexOf('<')
    if (start === -1 || !closing.startsWith(text.slice(start))) return text
    held = text.slice(start)
    return text.slice(0, start)
  }

  return {
    push(delta) {
      if (held === '') {
        read(delta)
        return
      }
      const text = held + delta
      held = ''
      read(text)
    },
    end() {
      emit(read === readThoughts ? 'reasoning' : 'answer', held)
      held = ''
    },
    isHolding: () => held !== '',
  }
}
