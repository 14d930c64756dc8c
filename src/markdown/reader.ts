import type { Token } from 'markdown-it'
import type { BlockList } from './blockList.ts'

/** What a document shows at one moment. */
export interface Reading {
  /** All tokens in order. The array may belong to the reader and change with the next reading. */
  readonly tokens: readonly Token[]
  readonly tree: BlockList
  /** The text as it shows, where all of it was read at once. */
  readonly shown?: string
}

export interface ReadingOptions {
  /** No more text comes: every block is closed. */
  readonly finished: boolean
  /** What would be acted on too early is held back at the open end. */
  readonly repair: boolean
}

/** A way to read growing text. */
export interface MarkdownReader {
  /** Takes the next text; costs nothing but keeping it. */
  append(chunk: string): void
  read(options: ReadingOptions): Reading
}
