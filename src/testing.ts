// vue-rill/testing: backends that a test plays, what they send, and what a screen must keep to. Importing it touches no
// browser, no test runner and no style sheet.
export { createTestStream } from './testing/createTestStream.ts'
export type { TestFailure, TestResult, TestStream } from './testing/testStream.ts'
export { createTestClock } from './testing/testClock.ts'
export type { TestClock } from './testing/testClock.ts'
export type { ResponseHead, TestRequest } from './testing/testExchange.ts'
export type { MswHttp } from './testing/hosts/mswHandler.ts'
export type { NodeIncoming, NodeOutgoing, TestNodeHandler } from './testing/hosts/nodeHandler.ts'
export type { TestAxiosAdapter, TestAxiosConfig } from './testing/hosts/axiosAdapter.ts'

export { encodeEvents } from './testing/encoders/encodeEvents.ts'
export { defineEncoder } from './testing/encoders/encoder.ts'
export type {
  EncoderDefinition,
  LeftOut,
  Saying,
  SayingEvents,
  WireEncoder,
  WireWriter,
  WireWriters,
} from './testing/encoders/encoder.ts'
export { encoders } from './testing/encoders/index.ts'

export { everyCut } from './testing/everyCut.ts'
export { watchElement } from './testing/elementWatch.ts'
export type { ElementWatch, WatchElementOptions } from './testing/elementWatch.ts'
export { renderEveryPrefix } from './testing/renderEveryPrefix.ts'
export type { PrefixRendering, RenderEveryPrefixOptions } from './testing/renderEveryPrefix.ts'
export { rillMatchers } from './testing/rillMatchers.ts'
export type { Ending, MatcherResult, RillMatchers } from './testing/rillMatchers.ts'

// Recordings are fixtures too, and are read and played by vue-rill/core.
export { createReplayStepper } from './transport/replayStepper.ts'
export { parseRecording } from './transport/parseRecording.ts'
export type { Recording } from './transport/recording.ts'
export { recordingTransport } from './transport/recordingTransport.ts'
export type { RecordingTransportOptions } from './transport/recordingTransport.ts'
export { replayTransport } from './transport/replayTransport.ts'
