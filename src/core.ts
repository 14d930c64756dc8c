// vue-rill/core: from a request to a state, without Vue and without a dependency.
// Not exported on purpose: what wires the layers (attempts, gates, drafts) and the framing detector.
export { StreamError } from './errors/streamError.ts'
export type { StreamErrorKind, StreamErrorOptions } from './errors/streamError.ts'

export { fetchTransport } from './transport/fetchTransport.ts'
export type { FetchTransportOptions } from './transport/fetchTransport.ts'
export type { AuthAnswer, AuthContext, AuthHook } from './transport/authRefresh.ts'
export { axiosTransport } from './transport/axiosTransport.ts'
export type { AxiosTransportOptions } from './transport/axiosTransport.ts'
export { webSocketTransport } from './transport/webSocketTransport.ts'
export type { WebSocketTransportOptions } from './transport/webSocketTransport.ts'
export { replayTransport } from './transport/replayTransport.ts'
export type { ReplayTransportOptions } from './transport/replayTransport.ts'
export { createReplayStepper } from './transport/replayStepper.ts'
export type { ReplayStepper } from './transport/replayStepper.ts'
export { recordingTransport } from './transport/recordingTransport.ts'
export type { RecordingTransportOptions } from './transport/recordingTransport.ts'
export type { LengthLimit } from './transport/lengthLimit.ts'
export { parseRecording } from './transport/parseRecording.ts'
export { redactRecording } from './transport/redactRecording.ts'
export type { RedactionOptions } from './transport/redactRecording.ts'
export type {
  RecordedChunk,
  RecordedFailure,
  RecordedHead,
  RecordedOutcome,
  RecordedRequest,
  Recording,
  ReplaySource,
} from './transport/recording.ts'
export type {
  TextChunk,
  Transport,
  TransportContext,
  TransportRequest,
  TransportResponse,
} from './transport/transport.ts'

export { createSseDecoder } from './framing/sse.ts'
export type { SseDecoder, SseDecoderOptions } from './framing/sse.ts'
export { createNdjsonDecoder } from './framing/ndjson.ts'
export type { Frame, FrameDecoder, FrameDecoderOptions } from './framing/frame.ts'

export { defineDialect } from './dialects/dialect.ts'
export type {
  DetectionClaim,
  DetectionProbe,
  Dialect,
  DialectChoice,
  DialectContext,
  DialectReader,
} from './dialects/dialect.ts'
export type { Detection } from './dialects/detect.ts'
export type { DialectName } from './dialects/index.ts'
export { parseJson } from './dialects/payload/json.ts'
export type { JsonLimits, JsonProblem, JsonResult } from './dialects/payload/json.ts'
export { createResultReader, readResults } from './dialects/results/resultItem.ts'
export type {
  ResultFields,
  ResultReader,
  ResultReaderOptions,
} from './dialects/results/resultItem.ts'
export type {
  DoneReason,
  EventOf,
  FaultScope,
  ResultImage,
  ResultItem,
  StreamEvent,
  StreamIds,
  TextChannel,
} from './dialects/events.ts'

// The dialects one by one, to extend one or to name one without its name.
export { agUiDialect } from './dialects/agUi.ts'
export { agnoDialect } from './dialects/agno.ts'
export { aiSdkDialect } from './dialects/aiSdk.ts'
export { anthropicDialect } from './dialects/anthropic.ts'
export { cozeDialect } from './dialects/coze.ts'
export { dashscopeDialect } from './dialects/dashscope.ts'
export { difyDialect } from './dialects/dify.ts'
export { fastgptDialect } from './dialects/fastgpt.ts'
export { geminiDialect } from './dialects/gemini.ts'
export { langchainDialect } from './dialects/langchain.ts'
export { langgraphDialect } from './dialects/langgraph.ts'
export { langserveDialect } from './dialects/langserve.ts'
export { llamaindexDialect } from './dialects/llamaindex.ts'
export { mcpDialect } from './dialects/mcp.ts'
export { ollamaDialect } from './dialects/ollama.ts'
export { openaiChatDialect } from './dialects/openaiChat.ts'
export { openaiResponsesDialect } from './dialects/openaiResponses.ts'
export { ragDialect } from './dialects/rag.ts'
export { ragflowDialect } from './dialects/ragflow.ts'
export { workflowDialect } from './dialects/workflow.ts'
export { dialects } from './dialects/index.ts'

export { createStreamState } from './state/streamState.ts'
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
export { reduceStream } from './state/reduce.ts'

export { createStreamReader, createStreamReaderIn } from './run/streamReader.ts'
export type { StreamReader, StreamReaderOptions } from './run/streamReader.ts'
export { createCumulativeReader } from './run/cumulativeReader.ts'
export type { CumulativeReader } from './run/cumulativeReader.ts'
export { openStream } from './run/openStream.ts'
export { openStreamIn } from './run/openStreamIn.ts'
export type {
  AttemptContext,
  PerAttempt,
  StreamOptions,
  StreamRequest,
  StreamRun,
} from './run/streamRun.ts'
export type { StreamOutcome } from './run/outcome.ts'
export type { StreamConnection } from './run/connection.ts'
export { DEFAULT_TIMEOUTS } from './run/timeouts.ts'
export type { StreamTimeoutOptions, StreamTimeouts } from './run/timeouts.ts'
export type { RetryContext, RetryOptions } from './run/retry.ts'
export type { EnvironmentSignal, StreamEnvironment } from './run/environment.ts'
export type { Clock } from './transport/clock.ts'
export { resumeMcp } from './run/resume/resumeMcp.ts'
export { resumeOpenaiResponses } from './run/resume/resumeOpenaiResponses.ts'
export { resumeAiSdk } from './run/resume/resumeAiSdk.ts'
export type { ResumeAiSdkOptions } from './run/resume/resumeAiSdk.ts'
export type {
  ResumeContext,
  ResumeFunction,
  ResumeOption,
  ResumePolicy,
  ResumeRequest,
} from './run/resume/resumeRequest.ts'
export { DEFAULT_LIMITS } from './run/limits.ts'
export type { StreamLimitOptions, StreamLimits } from './run/limits.ts'
