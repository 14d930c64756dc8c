/** A run of characters of a line in one look. The texts of a line's runs, joined, are the line. */
export interface HighlightedRun {
  readonly text: string
  /** Colour on a light and on a dark page, in any notation of CSS. Without them the run looks like plain code. */
  readonly light?: string
  readonly dark?: string
  readonly bold?: boolean
  readonly italic?: boolean
}

export type HighlightedLine = readonly HighlightedRun[]

/**
 * The code of one block on its way through a highlighter. Lines come in their order, each once and only when it is
 * finished, without its line break: what is known of the lines before is the session's own.
 */
export interface HighlightSession {
  /** The look of the next lines, one answer for each. At once, or later where the work is done by a worker. */
  highlight(
    lines: readonly string[],
  ): readonly HighlightedLine[] | Promise<readonly HighlightedLine[]>
  /** The block is gone. */
  close?(): void
}

/**
 * Colours code. Called from the page while code arrives, a few lines at a time and for a few milliseconds in a row, so
 * that neither the text nor the reader waits for it. May be slow, may fail: then the code stays plain.
 */
export interface Highlighter {
  /** A session for a block in that language, loaded on first use; nothing for a language that it does not know. */
  open(language: string): Promise<HighlightSession | undefined>
}
