import type { ResultItem } from './events.ts'

/** Names of the fields of a backend's result items, tried in order. What is left out keeps its default names. */
export interface ResultFields {
  readonly id?: readonly string[]
  readonly title?: readonly string[]
  readonly text?: readonly string[]
  readonly url?: readonly string[]
  readonly score?: readonly string[]
  readonly source?: readonly string[]
  readonly images?: readonly string[]
}

export type { ResultItem }
