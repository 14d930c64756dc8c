/** A run of `*`, `_` or `~` that may begin emphasis. */
export interface DelimiterRun {
  readonly start: number
  readonly mark: string
  /** Nothing stands behind it yet. */
  readonly isLast: boolean
  length: number
}

/** Runs that opened emphasis which nothing has closed, the outermost first. */
export interface OpenerStack {
  push(run: DelimiterRun): void
  /** The innermost opener with that mark. */
  last(mark: string): DelimiterRun | undefined
  /** Forgets the openers inside the innermost one with that mark, and that one too once nothing of it is left. */
  closeTo(mark: string): void
  /** Takes the innermost opener away. */
  pop(): DelimiterRun | undefined
}

interface Entry {
  readonly run: DelimiterRun
  /** Where the opener with the same mark around this one stands, so that none has to be searched for. */
  readonly outer: number
}

export function createOpenerStack(): OpenerStack {
  const entries: Entry[] = []
  const innermost = new Map<string, number>()

  function indexOf(mark: string): number {
    return innermost.get(mark) ?? -1
  }

  function pop(): DelimiterRun | undefined {
    const entry = entries.pop()
    if (entry !== undefined) innermost.set(entry.run.mark, entry.outer)
    return entry?.run
  }

  return {
    push(run) {
      entries.push({ run, outer: indexOf(run.mark) })
      innermost.set(run.mark, entries.length - 1)
    },
    last: (mark) => entries[indexOf(mark)]?.run,
    closeTo(mark) {
      const index = indexOf(mark)
      while (entries.length > index + 1) pop()
      if (entries[index]?.run.length === 0) pop()
    },
    pop,
  }
}
