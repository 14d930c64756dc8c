// vue-rill: composables, components and the plugin. Everything that needs no Vue is in vue-rill/core and
// vue-rill/markdown; of it only the types stand here that a component's user has to name.
export { useChat } from './composables/useChat.ts'
export { useChatIn } from './composables/useChatIn.ts'
export type {
  ChatQuestion,
  UseChatOptions,
  UseChatReturn,
} from './composables/chat/useChatReturn.ts'
export { chatShapes } from './composables/chat/chatShapes.ts'
export type { ChatFields, ChatShape } from './composables/chat/chatShapes.ts'
export type { ChatRequest } from './composables/chat/buildChatRequest.ts'
export type { ChatMessage, ChatTalk } from './composables/chat/chatTalk.ts'
export { readThread } from './composables/chat/readThread.ts'
export { titleOf } from './composables/chat/threadTurns.ts'
export type {
  AssistantTurn,
  AssistantVersion,
  ChatAttachment,
  ChatThread,
  ChatTurn,
  StoredAnswer,
  StoredError,
  StoredOutcome,
  TurnsBehind,
  UserTurn,
  UserVersion,
} from './composables/chat/chatThread.ts'
export { useAnnouncer } from './composables/useAnnouncer.ts'
export type { AnnounceMode, UseAnnouncerReturn } from './composables/useAnnouncer.ts'
export type {
  AnnounceOptions,
  AnnounceQueueOptions,
  Announcement,
} from './composables/announcer/announceQueue.ts'
export { useElapsed } from './composables/useElapsed.ts'
export type { UseElapsedOptions } from './composables/useElapsed.ts'
export { useMarkdown } from './composables/useMarkdown.ts'
export type { UseMarkdownOptions, UseMarkdownReturn } from './composables/useMarkdown.ts'
export { useSmoothText } from './composables/useSmoothText.ts'
export type { UseSmoothTextOptions } from './composables/useSmoothText.ts'
export { useStickToBottom } from './composables/useStickToBottom.ts'
export type {
  UseStickToBottomOptions,
  UseStickToBottomReturn,
} from './composables/useStickToBottom.ts'
export { useStream } from './composables/useStream.ts'
export type { UseStreamOptions, UseStreamReturn } from './composables/useStream.ts'
export { useStreamIn } from './composables/useStreamIn.ts'
export type { FrameHost } from './composables/frameBatcher.ts'

export { default as RillAnnouncer } from './components/announcer/RillAnnouncer.vue'
export { default as RillAnswer } from './components/answer/RillAnswer.vue'
export type { AnswerAction } from './components/answer/answerAction.ts'
export type { AnswerPartProps } from './components/answer/answerParts.ts'
export { default as RillChat } from './components/chat/RillChat.vue'
export { default as RillComposer } from './components/chat/RillComposer.vue'
export type { DraftStorage } from './composables/useComposer.ts'
export type { RejectedFile } from './composables/chat/acceptFiles.ts'
export { default as RillCitation } from './components/citations/RillCitation.vue'
export { default as RillError } from './components/errors/RillError.vue'
export { default as RillImages } from './components/results/RillImages.vue'
export { default as RillInspector } from './components/inspector/RillInspector.vue'
export { default as RillInterrupt } from './components/tools/RillInterrupt.vue'
export type { InterruptPart, InterruptResponse } from './components/tools/interruptResponse.ts'
export { default as RillLightbox } from './components/results/RillLightbox.vue'
export { default as RillMarkdown } from './components/markdown/RillMarkdown.vue'
export { default as RillProgress } from './components/status/RillProgress.vue'
export { default as RillReasoning } from './components/answer/RillReasoning.vue'
export { default as RillResultCard } from './components/results/RillResultCard.vue'
export { default as RillResults } from './components/results/RillResults.vue'
export { default as RillStatus } from './components/status/RillStatus.vue'
export { default as RillSteps } from './components/steps/RillSteps.vue'
export { default as RillStepSeparator } from './components/steps/RillStepSeparator.vue'
export { default as RillThreadList } from './components/chat/RillThreadList.vue'
export type { ThreadSummary } from './components/chat/groupThreads.ts'
export { default as RillToolCall } from './components/tools/RillToolCall.vue'

export { provideCitations } from './components/citations/citations.ts'
export type { Citations } from './components/citations/citations.ts'
export type { CitedSource } from './components/citations/numberSources.ts'

export { createRill } from './components/createRill.ts'
export type { RillOptions } from './components/createRill.ts'
export { createRillIn } from './components/createRillIn.ts'
export type { RillSettings } from './components/createRillIn.ts'
export type {
  CitationProps,
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
export type { ResultField, ResultFieldFormat } from './components/results/resultFields.ts'
export type { MetadataRow } from './components/results/listMetadata.ts'
export type { ScoreFormat } from './components/results/writeScore.ts'
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
