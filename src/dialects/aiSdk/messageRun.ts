import { UNSAID } from '../payload/errorRecord.ts'
import { createBackendResultReader } from '../results/backendResults.ts'
import type { DialectContext } from '../dialect.ts'
import type { DoneReason, EventOf, StreamEvent, TextChannel } from '../events.ts'
import { readFinishReason } from '../bookkeeping/finishReason.ts'
import { type JsonRecord, recordField, stringField } from '../payload/jsonFields.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { type ResultFields, readResults } from '../results/resultItem.ts'
import { readTokenUsage } from '../bookkeeping/tokenUsage.ts'

export type ToolEnd = Pick<EventOf<'tool-end'>, 'phase' | 'name' | 'input' | 'output' | 'error'>

/** One message while it arrives: what both stream formats of the SDK have in common. */
export interface MessageRun {
  write(event: StreamEvent): void
  /** The step that is open. */
  readonly stepId: string | undefined
  /** The message begins; from now on an end is expected. */
  start(messageId: string | undefined): void
  startStep(): void
  endStep(): void
  text(channel: TextChannel, delta: string, partId?: string): void
  /** A call begins, if nothing was said of it before. */
  startTool(toolCallId: string, name?: string): void
  growTool(toolCallId: string, delta: string): void
  endTool(toolCallId: string, end: ToolEnd): void
  cite(source: JsonRecord): void
  /** Gives the nodes that a retriever found; says whether there were any. */
  retrieve(nodes: unknown): boolean
  /** Reads what a message says of itself. */
  describe(metadata: unknown): void
  fail(message: string): void
  /** The backend says how the message ends; more may follow all the same. */
  conclude(rawReason: string | undefined): void
  /** The backend marks the end of its messages, and has not done so yet. */
  readonly isOpen: boolean
  /** Writes the `done`. */
  end(hasEndMark: boolean): void
}

export function createMessageRun(context: DialectContext, output: EventOutput): MessageRun {
  const readResult = createBackendResultReader(context, OWN_FIELDS)
  const startedTools = new Set<string>()
  let steps = 0
  let stepId: string | undefined
  let isEndExpected = false
  let conclusion:
    | { readonly reason: DoneReason; readonly rawReason?: string | undefined }
    | undefined
  let hasFailed = false
  let hasStepFailed = false

  function startTool(toolCallId: string, name?: string): void {
    if (startedTools.has(toolCallId)) return
    startedTools.add(toolCallId)
    output.write({ type: 'tool-start', toolCallId, name, stepId })
  }

  return {
    write: (event) => output.write(event),
    get stepId() {
      return stepId
    },
    start(messageId) {
      isEndExpected = true
      if (messageId) output.write({ type: 'meta', messageId })
    },
    startStep() {
      isEndExpected = true
      stepId = `step-${steps + 1}`
      hasStepFailed = false
      output.write({ type: 'step-start', stepId, index: steps })
      steps++
    },
    endStep() {
      if (stepId === undefined) return
      output.write({ type: 'step-end', stepId, status: hasStepFailed ? 'error' : 'ok' })
      stepId = undefined
    },
    text(channel, delta, partId) {
      if (delta !== '') output.write({ type: 'text', channel, delta, partId, stepId })
    },
    startTool,
    growTool(toolCallId, delta) {
      startTool(toolCallId)
      if (delta !== '') output.write({ type: 'tool-delta', toolCallId, of: 'input', delta, stepId })
    },
    endTool(toolCallId, end) {
      startTool(toolCallId, end.name)
      output.write({ type: 'tool-end', toolCallId, ...end, stepId })
    },
    cite(source) {
      const item = readResult(source)
      if (item) output.write({ type: 'results', kind: 'cited', items: [item], stepId })
    },
    retrieve(nodes) {
      const items = readResults(nodes, readResult)
      if (items.length > 0) output.write({ type: 'results', kind: 'retrieved', items, stepId })
      return items.length > 0
    },
    describe(metadata) {
      if (metadata === undefined || metadata === null) return
      const record = typeof metadata === 'object' ? { ...metadata } : {}
      const model = stringField(record, 'model') ?? stringField(record, 'modelId')
      if (model) output.write({ type: 'meta', model })
      const figures = recordField(record, 'totalUsage') ?? recordField(record, 'usage') ?? record
      const usage = readTokenUsage(figures, true)
      if (usage) output.write(usage)
      const name = 'message-metadata'
      output.write({ type: 'data', name, key: name, data: metadata })
    },
    fail(message) {
      hasFailed = true
      hasStepFailed = true
      const words = message || UNSAID
      output.write({ type: 'error', message: words, recoverable: false, scope: 'stream' })
    },
    conclude(rawReason) {
      const fallback = hasFailed ? 'error' : 'stop'
      const reason = rawReason === undefined ? fallback : readFinishReason(rawReason)
      conclusion = { reason, rawReason }
    },
    get isOpen() {
      return isEndExpected && conclusion === undefined && !hasFailed
    },
    end(hasEndMark) {
      const isClean = hasEndMark || !(isEndExpected || output.isCut)
      const fallback = hasFailed ? 'error' : hasEndMark ? 'stop' : 'eof'
      if (conclusion === undefined) output.finish(fallback, isClean)
      else output.finish(conclusion.reason, true, conclusion.rawReason)
    },
  }
}

/** How the SDK's sources and the nodes of LlamaIndex's chat servers name their fields. */
const OWN_FIELDS = {
  id: ['sourceId'],
  title: ['title', 'name', 'fileName'],
  source: ['source', 'filePath'],
} as const satisfies ResultFields
