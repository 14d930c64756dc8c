import type { TextChannel } from '../events.ts'

/** Tells the reasoning of a ReAct agent from its answer while both arrive as one text, cut anywhere. */
export interface ReactSplitter {
  push(delta: string): void
  /** The text is over: gives what was held back because it could have become a marker. */
  end(): void
  /** Whether something is held back now. */
  isHolding(): boolean
}

/** What stands in front of reasoning. The prompt demands these words in English, whatever the user's language. */
const OPENINGS = ['Thought:', 'Action:'] as const
/** Models that begin with a word of their own still put their thoughts on a line of their own. */
const LATE_OPENING = '\nThought:'
const ANSWER = 'Answer:'

/**
 * Makes a splitter for one turn of a model; `write` gets the pieces in order, none of them empty.
 *
 * As in LlamaIndex's own parser, everything up to the first `Answer:` is reasoning, and text with neither `Thought:` nor
 * `Action:` is answer from its first letter. The marker `Answer:` belongs to neither; all else is handed on as it came.
 * Held back is only what may still become a marker.
 * @see https://github.com/run-llama/llama_index llama-index-core/llama_index/core/agent/react/output_parser.py
 */
export function createReactSplitter(
  write: (channel: TextChannel, delta: string) => void,
): ReactSplitter {
  let held = ''
  /** Blank text in front of everything: which channel it belongs to is not known yet. */
  let blank = ''
  let read = readOpening

  function emit(channel: TextChannel, text: string): void {
    if (text !== '') write(channel, text)
  }

  function readOpening(text: string): void {
    const words = text.trimStart()
    blank += text.slice(0, text.length - words.length)
    if (OPENINGS.some((opening) => words.startsWith(opening))) read = readReasoning
    else if (OPENINGS.some((opening) => opening.startsWith(words))) held = words
    else read = readPlain
    if (read !== readOpening) read(blank + words)
  }

  function readPlain(text: string): void {
    const found = text.indexOf(LATE_OPENING)
    if (found === -1) {
      emit('answer', hold(text, LATE_OPENING))
      return
    }
    emit('answer', text.slice(0, found))
    read = readReasoning
    readReasoning(text.slice(found))
  }

  function readReasoning(text: string): void {
    const found = text.indexOf(ANSWER)
    if (found === -1) {
      emit('reasoning', hold(text, ANSWER))
      return
    }
    emit('reasoning', text.slice(0, found))
    read = readAnswer
    readAnswer(text.slice(found + ANSWER.length))
  }

  function readAnswer(text: string): void {
    emit('answer', text)
  }

  /** Gives the text without an end that may be the beginning of the marker, and keeps that end. */
  function hold(text: string, marker: string): string {
    // The first character of either marker occurs in it once, so only its last occurrence can begin an open one.
    const start = text.lastIndexOf(marker.charAt(0))
    if (start === -1 || !marker.startsWith(text.slice(start))) return text
    held = text.slice(start)
    return text.slice(0, start)
  }

  return {
    push(delta) {
      if (delta === '') return
      const text = held + delta
      held = ''
      read(text)
    },
    end() {
      const rest = read === readOpening ? blank + held : held
      emit(read === readReasoning ? 'reasoning' : 'answer', rest)
      held = ''
      blank = ''
    },
    isHolding: () => held !== '' || blank !== '',
  }
}

/** Splits a text that is there whole. */
export function splitReactText(text: string): Readonly<Record<TextChannel, string>> {
  const channels = { answer: '', reasoning: '' }
  const splitter = createReactSplitter((channel, delta) => {
    channels[channel] += delta
  })
  splitter.push(text)
  splitter.end()
  return channels
}
