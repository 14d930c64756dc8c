// vue-rill: composables, components and the plugin. Everything that needs no Vue is in vue-rill/core and
// vue-rill/markdown; of it only the types stand here that a component's user has to name.
export { useElapsed } from './composables/useElapsed.ts'
export type { UseElapsedOptions } from './composables/useElapsed.ts'
export { useMarkdown } from './composables/useMarkdown.ts'
export type { UseMarkdownOptions, UseMarkdownReturn } from './composables/useMarkdown.ts'
export { useStream } from './composables/useStream.ts'
export type { UseStreamOptions, UseStreamReturn } from './composables/useStream.ts'
export type { FrameHost } from './composables/frameBatcher.ts'

export { default as RillAnswer } from './components/answer/RillAnswer.vue'
export { default as RillError } from './components/errors/RillError.vue'
export { default as RillImages } from './components/results/RillImages.vue'
export { default as RillMarkdown } from './components/markdown/RillMarkdown.vue'
export { default as RillProgress } from './components/status/RillProgress.vue'
export { default as RillReasoning } from './components/answer/RillReasoning.vue'
export { default as RillResultCard } from './components/results/RillResultCard.vue'
export { default as RillResults } from './components/results/RillResults.vue'
export { default as RillStatus } from './components/status/RillStatus.vue'
export { default as RillSteps } from './components/steps/RillSteps.vue'
export { default as RillStepSeparator } from './components/steps/RillStepSeparator.vue'
export { default as RillToolCall } from './components/tools/RillToolCall.vue'

export { createRill } from './components/createRill.ts'
export type { RillOptions } from './components/createRill.ts'
export type {
  DiagramProps,
  FenceProps,
  FootnoteProps,
  FootnoteReferenceProps,
  HeadingProps,
  ImageProps,
  LinkProps,
  MarkdownComponents,
  MathProps,
  TableProps,
  TaskItemProps,
} from './components/markdown/markdownComponents.ts'
export type { MarkdownPlugin } from './components/markdown/markdownPlugin.ts'
export type { ResultImagePolicy } from './components/results/resultImage.ts'
export type {
  HighlightedLine,
  HighlightedRun,
  Highlighter,
  HighlightSession,
} from './markdown/highlight/highlighter.ts'
export type { ImageOrigin, ImagePolicy } from './markdown/imageUrl.ts'
export type { LinkPolicy } from './markdown/linkUrl.ts'

export { en } from './locales/en.ts'
export { zhCN } from './locales/zhCN.ts'
export type { LocaleName } from './locales/locales.ts'
export type { ErrorWords, Messages, PartialMessages } from './locales/messages.ts'

export type { ResultImage, ResultItem, StreamEvent } from './dialects/events.ts'
export type { StreamError, StreamErrorKind } from './errors/streamError.ts'
export type { StreamConnection } from './run/connection.ts'
export type { StreamOutcome } from './run/outcome.ts'
export type { StreamOptions, StreamRequest, StreamRun } from './run/streamRun.ts'
export type {
  Part,
  Progress,
  Step,
  StreamFault,
  StreamState,
  StreamStatus,
  ToolCall,
  Usage,
} from './state/streamState.ts'
