/**
 * What `vue-rill` offers by name to templates and to scripts: the one list behind the resolver, the Nuxt module and the
 * global types. It imports nothing, so that a build tool can read it without loading a component.
 */
export const componentNames = [
  'RillAnnouncer',
  'RillAnswer',
  'RillChat',
  'RillCitation',
  'RillComposer',
  'RillError',
  'RillImages',
  'RillInspector',
  'RillInterrupt',
  'RillLightbox',
  'RillMarkdown',
  'RillProgress',
  'RillReasoning',
  'RillResultCard',
  'RillResults',
  'RillStatus',
  'RillStepSeparator',
  'RillSteps',
  'RillThreadList',
  'RillToolCall',
] as const

/** The composables that `vue-rill` exports. */
export const composableNames = [
  'useAnnouncer',
  'useChat',
  'useChatIn',
  'useElapsed',
  'useMarkdown',
  'useSmoothText',
  'useStickToBottom',
  'useStream',
  'useStreamIn',
] as const
