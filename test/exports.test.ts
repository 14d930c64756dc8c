import { expect, expectTypeOf, it } from 'vitest'
import type { Component } from 'vue'
import * as core from '../src/core.ts'
import * as devtools from '../src/devtools.ts'
import * as diagrams from '../src/diagrams.ts'
import * as exporting from '../src/export.ts'
import * as footnotes from '../src/footnotes.ts'
import * as kit from '../src/index.ts'
import * as math from '../src/math.ts'
import * as pinia from '../src/pinia.ts'
import * as shiki from '../src/shiki.ts'
import * as testing from '../src/testing.ts'

// A name that comes or goes here is a change of the public surface, and belongs in the change log.

it('vue-rill exports these values and no others', () => {
  expect(Object.keys(kit).toSorted()).toEqual([
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
    'chatShapes',
    'createRill',
    'createRillIn',
    'en',
    'provideCitations',
    'readThread',
    'titleOf',
    'useAnnouncer',
    'useChat',
    'useChatIn',
    'useElapsed',
    'useMarkdown',
    'useSmoothText',
    'useStickToBottom',
    'useStream',
    'useStreamIn',
    'zhCN',
  ])
})

it('vue-rill names the types that components of an app for an answer are written with', () => {
  expectTypeOf<kit.MarkdownComponents>().toEqualTypeOf<{
    readonly fence?: Component<kit.FenceProps>
    readonly image?: Component<kit.ImageProps>
    readonly link?: Component<kit.LinkProps>
    readonly heading?: Component<kit.HeadingProps>
    readonly table?: Component<kit.TableProps>
    readonly math?: Component<kit.MathProps>
    readonly diagram?: Component<kit.DiagramProps>
    readonly footnote?: Component<kit.FootnoteProps>
    readonly footnoteReference?: Component<kit.FootnoteReferenceProps>
    readonly taskItem?: Component<kit.TaskItemProps>
    readonly citation?: Component<kit.CitationProps>
  }>()
})

it('vue-rill/core exports these values and no others', () => {
  expect(Object.keys(core).toSorted()).toEqual([
    'DEFAULT_LIMITS',
    'DEFAULT_TIMEOUTS',
    'StreamError',
    'agUiDialect',
    'agnoDialect',
    'aiSdkDialect',
    'anthropicDialect',
    'axiosTransport',
    'cozeDialect',
    'createCumulativeReader',
    'createNdjsonDecoder',
    'createReplayStepper',
    'createResultReader',
    'createSseDecoder',
    'createStreamReader',
    'createStreamReaderIn',
    'createStreamState',
    'dashscopeDialect',
    'defineDialect',
    'dialects',
    'difyDialect',
    'fastgptDialect',
    'fetchTransport',
    'geminiDialect',
    'langchainDialect',
    'langgraphDialect',
    'langserveDialect',
    'llamaindexDialect',
    'mcpDialect',
    'ollamaDialect',
    'openStream',
    'openStreamIn',
    'openaiChatDialect',
    'openaiResponsesDialect',
    'parseJson',
    'parseRecording',
    'ragDialect',
    'ragflowDialect',
    'readResults',
    'recordingTransport',
    'redactRecording',
    'reduceStream',
    'replayTransport',
    'resumeAiSdk',
    'resumeMcp',
    'resumeOpenaiResponses',
    'webSocketTransport',
    'workflowDialect',
  ])
})

it('the entries for what an answer may hold besides export what they are named for', () => {
  expect(Object.keys(math).toSorted()).toEqual(['mathPlugin', 'mathRules'])
  expect(Object.keys(footnotes).toSorted()).toEqual(['footnotePlugin', 'footnoteRules'])
  expect(Object.keys(diagrams)).toEqual(['diagramPlugin'])
  expect(Object.keys(shiki)).toEqual(['createShikiHighlighter'])
})

it('vue-rill/pinia exports these values and no others', () => {
  expect(Object.keys(pinia).toSorted()).toEqual([
    'defineRillHistory',
    'indexedDbHistory',
    'localHistory',
    'memoryHistory',
    'useRillHistory',
  ])
})

it('vue-rill/export exports these values and no others', () => {
  expect(Object.keys(exporting).toSorted()).toEqual([
    'exportThread',
    'importThread',
    'threadToHtml',
    'threadToJson',
    'threadToMarkdown',
  ])
})

it('vue-rill/devtools exports these values and no others', () => {
  expect(Object.keys(devtools).toSorted()).toEqual(['connectRillDevtools', 'createRillDevtools'])
})

it('vue-rill/testing exports these values and no others', () => {
  expect(Object.keys(testing).toSorted()).toEqual([
    'createReplayStepper',
    'createTestClock',
    'createTestStream',
    'defineEncoder',
    'encodeEvents',
    'encoders',
    'everyCut',
    'parseRecording',
    'recordingTransport',
    'renderEveryPrefix',
    'replayTransport',
    'rillMatchers',
    'watchElement',
  ])
})
