// vue-rill/shiki: colours code with Shiki, which is loaded when the first block of code is met.
export { createShikiHighlighter } from './markdown/highlight/shikiHighlighter.ts'
export type { ShikiHighlighterOptions } from './markdown/highlight/shikiHighlighter.ts'
export type {
  HighlightedLine,
  HighlightedRun,
  Highlighter,
  HighlightSession,
} from './markdown/highlight/highlighter.ts'
