import type { HighlightedLine, Highlighter, HighlightSession } from './highlighter.ts'
import { dropFromSlices, runInSlices } from './slices.ts'

/** Lines that are given to a session in a row before the clock is looked at. */
const BATCH = 8

/** Longer lines and blocks stay plain: minified code has no reader, and tells a highlighter's patience. */
const MAX_LINE = 1_000
const MAX_CODE = 300_000

/** Code that grows and what is known of its look so far. */
export interface HighlightedCode {
  /** The text so far; anything but more of the same starts over. */
  show(code: string): void
  /** The look of the line with that index, once it is known. The same object each time. */
  lineAt(index: number): HighlightedLine | undefined
  /** How many lines from the first on have a known look. */
  readonly known: number
  dispose(): void
}

/** Colours the finished lines of a growing code, each once. `onChange` tells that more of them are known. */
export function createHighlightedCode(
  highlighter: Highlighter,
  language: string,
  onChange: () => void,
): HighlightedCode {
  let text = ''
  /** Finished lines, and how many of them the session was given and has answered. */
  let lines: string[] = []
  let read = 0
  let given = 0
  let known: HighlightedLine[] = []
  let session: HighlightSession | undefined
  /** A later opening, a new text and the end outdate what is still on its way. */
  let turn = 0

  async function open(): Promise<void> {
    const own = ++turn
    session?.close?.()
    session = undefined
    try {
      const opened = await highlighter.open(language)
      if (own !== turn) return opened?.close?.()
      session = opened
      if (session !== undefined) runInSlices(work)
    } catch {
      // The language could not be loaded: plain code is still code.
    }
  }

  function work(): boolean {
    const batch = lines.slice(given, given + BATCH)
    if (session === undefined || batch.length === 0) return false
    if (batch.some(({ length }) => length > MAX_LINE)) return giveUp()
    given += batch.length
    try {
      const answer = session.highlight(batch)
      if (!(answer instanceof Promise)) {
        keep(batch, answer)
        return given < lines.length
      }
      const own = turn
      answer.then(
        (later) => {
          if (own !== turn) return
          keep(batch, later)
          runInSlices(work)
        },
        () => own === turn && giveUp(),
      )
    } catch {
      return giveUp()
    }
    return false
  }

  /** Nothing more is coloured; what is, stays. */
  function giveUp(): false {
    session?.close?.()
    session = undefined
    return false
  }

  /** Takes only what says the very line: a highlighter may colour a text, not change it. */
  function keep(batch: readonly string[], answer: readonly HighlightedLine[]): void {
    batch.forEach((line, index) => {
      const runs = answer[index] ?? []
      const isSame = runs.map(({ text: run }) => run).join('') === line
      known.push(isSame ? runs : [{ text: line }])
    })
    onChange()
  }

  function readLines(): void {
    for (let end = text.indexOf('\n', read); end >= 0; end = text.indexOf('\n', read)) {
      lines.push(text.slice(read, end))
      read = end + 1
    }
  }

  return {
    show(code) {
      if (code === text) return
      if (text === '' || !code.startsWith(text)) {
        lines = []
        known = []
        read = 0
        given = 0
        void open()
      }
      text = code
      if (code.length > MAX_CODE) return
      readLines()
      if (session !== undefined && given < lines.length) runInSlices(work)
    },
    lineAt: (index) => known[index],
    get known() {
      return known.length
    },
    dispose() {
      turn++
      dropFromSlices(work)
      giveUp()
    },
  }
}
