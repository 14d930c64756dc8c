import { type AgnoReach, createAgnoEnds } from './agno/ends.ts'
import { unwrapMessages } from './agno/frame.ts'
import { type AgnoRank, createAgnoRanks, isOuterWorkflow, speakerOf } from './agno/place.ts'
import { createAgnoSources } from './agno/sources.ts'
import { createAgnoSteps } from './agno/steps.ts'
import { createAgnoText } from './agno/text.ts'
import { createAgnoTools } from './agno/tools.ts'
import { createAgnoUsage } from './agno/usage.ts'
import { detectAgno, endOfRun, isAgnoDocument } from './agno/detect.ts'
import { findNotice, isSilent, readPayloadOf } from './agno/notices.ts'
import { defineDialect, type DialectContext } from './dialect.ts'
import { readErrorRecord } from './payload/errorRecord.ts'
import { createIdWatch } from './bookkeeping/idWatch.ts'
import { arrayField, isRecord, type JsonRecord } from './payload/jsonFields.ts'
import { createRecordReader, type EventOutput, type RecordHandler } from './payload/recordReader.ts'

type RunReader = (record: JsonRecord) => void

const IDS = [
  ['sessionId', 'session_id'],
  ['runId', 'run_id'],
  ['model', 'model'],
] as const

/**
 * agno and its AgentOS: agents, teams and workflows, over an event stream or nested in WebSocket messages.
 *
 * The answer is what the run that was asked for says, and in a workflow what the agents of its steps say. Members of a
 * team speak in `data` named `member`, one per run; their calls and sources carry the `agent`. Numbered events keep their
 * number as `id`, and one that comes again after a reconnection is left out.
 */
export const agnoDialect = defineDialect({
  name: 'agno',
  create: (context) =>
    unwrapMessages(
      context,
      createRecordReader(context, (output) => createAgnoHandler(context, output)),
    ),
  detect: detectAgno,
  acceptsDocument: isAgnoDocument,
})

function createAgnoHandler(context: DialectContext, wire: EventOutput): RecordHandler {
  const watchIds = createIdWatch(IDS)
  const rankOf = createAgnoRanks()
  /** Of the event that is read. */
  let rank: AgnoRank = 'top'
  let lastIndex = -1
  let eventId: string | undefined

  const output: EventOutput = {
    ...wire,
    write: (event) => wire.write(eventId === undefined ? event : { ...event, id: eventId }),
  }
  const steps = createAgnoSteps(output)
  const text = createAgnoText(output, steps)
  const tools = createAgnoTools(output, (record) => steps.stepOf(record))
  const usage = createAgnoUsage(output)
  const ends = createAgnoEnds(output, steps, tools)
  const readSources = createAgnoSources(context, output)

  function readContent(record: JsonRecord): void {
    text.readContent(record, rank)
    readSources(record)
  }

  function completeRun(record: JsonRecord): void {
    readSources(record)
    if (rank !== 'top') {
      usage.readInnerRun(record)
      return
    }
    text.readWhole(record)
    usage.readRun(record)
    ends.complete(record)
  }

  function completeWorkflow(record: JsonRecord): void {
    readSources(record)
    if (!isOuterWorkflow(record)) return
    text.readWorkflow(record)
    usage.readRun(record)
    ends.complete(record)
  }

  /** Hands on whether the run is the one that was asked for. */
  const ofRun =
    (read: (record: JsonRecord, reach: AgnoReach) => void): RunReader =>
    (record) =>
      read(record, rank === 'top' ? 'outer' : 'inner')
  const runReaders: readonly (readonly [string, RunReader])[] = [
    ['RunStarted', () => undefined],
    ['RunContent', readContent],
    ['RunIntermediateContent', (record) => text.readAside(record, 'intermediate')],
    ['RunCompleted', completeRun],
    ['RunError', ofRun(ends.fail)],
    ['RunCancelled', ofRun(ends.cancel)],
    ['RunPaused', ofRun(ends.pause)],
    ['ReasoningContentDelta', (record) => text.readThought(record)],
    ['ReasoningStep', (record) => text.readThoughtStep(record)],
    ['ModelRequestCompleted', (record) => usage.readRequest(record)],
    ...tools.readers,
  ]

  const readers: ReadonlyMap<string, RunReader> = new Map<string, RunReader>([
    ...runReaders,
    // The events of a team are those of an agent, under another name.
    ...runReaders.map(([name, read]) => [`Team${name}`, read] as const),
    ...steps.readers,
    ['WorkflowStarted', () => undefined],
    ['WorkflowCompleted', completeWorkflow],
    ['WorkflowError', ofWorkflow(ends.fail)],
    ['WorkflowCancelled', ofWorkflow(ends.cancel)],
    ['WorkflowPaused', ofWorkflow(ends.pause)],
    ['error', failStream],
    ['auth_error', failStream],
  ])

  function failStream(record: JsonRecord): void {
    output.write(readErrorRecord(record))
    output.finish('error', true, 'error')
  }

  function readOther(record: JsonRecord, event: string): void {
    const notice = findNotice(event, speakerOf(record))
    const payload = readPayloadOf(record, event)
    const told = notice ?? payload
    if (told !== undefined) output.write(told)
    else if (!isSilent(event)) output.writeUnknown(record)
  }

  /** Numbered events that were read before come again where a server replays what one may have missed. */
  function isRepeated(record: JsonRecord): boolean {
    const index = record['event_index']
    if (typeof index !== 'number') {
      eventId = undefined
      return false
    }
    if (index <= lastIndex) return true
    lastIndex = index
    eventId = String(index)
    return false
  }

  /** What is answered without a stream is the last event of one, with the calls that came before it. */
  function readDocument(document: JsonRecord): void {
    for (const tool of arrayField(document, 'tools') ?? []) {
      if (isRecord(tool) && Object.hasOwn(tool, 'result')) {
        readEvent({ ...document, tool, event: 'ToolCallCompleted' })
      }
    }
    readEvent({ ...document, event: endOfRun(document) })
  }

  function readEvent(record: JsonRecord): void {
    if (isRepeated(record)) return
    const { event: name } = record
    const event = typeof name === 'string' ? name : ''
    rank = rankOf(record)
    if (rank === 'top') {
      const meta = watchIds(record)
      if (meta !== undefined) output.write(meta)
    }
    const read = readers.get(event)
    if (read === undefined) readOther(record, event)
    else read(record)
  }

  return {
    read(record) {
      if (isAgnoDocument(record)) readDocument(record)
      else readEvent(record)
    },
    readRest: readEvent,
    readEndMark: () => output.finish('stop', true),
    isOpen: () => true,
    end: () => output.finish('eof', false),
  }
}

/** Hands on whether the workflow is the one that was asked for. */
function ofWorkflow(read: (record: JsonRecord, reach: AgnoReach) => void): RunReader {
  return (record) => read(record, isOuterWorkflow(record) ? 'outer' : 'inner')
}
