import { defineDialect, type DialectContext, type DialectReader } from './dialect.ts'
import { readErrorRecord } from './payload/errorRecord.ts'
import { detectFastgpt, isFastgptDocument } from './fastgpt/detect.ts'
import { createFastgptResponses, faultOf, responsesIn } from './fastgpt/responses.ts'
import { createFastgptSteps } from './fastgpt/steps.ts'
import { createFastgptTools } from './fastgpt/tools.ts'
import type { StreamEvent } from './events.ts'
import { readFinishReason } from './bookkeeping/finishReason.ts'
import { createIdWatch } from './bookkeeping/idWatch.ts'
import {
  arrayField,
  idField,
  isRecord,
  type JsonRecord,
  ownField,
  stringField,
} from './payload/jsonFields.ts'
import { createChatChunkExtras } from './openaiChat/chunkExtras.ts'
import { createChoiceReader } from './openaiChat/choiceReader.ts'
import { createRecordReader, type EventOutput, type RecordHandler } from './payload/recordReader.ts'

type RecordReader = (record: JsonRecord) => void

const IDS = [
  ['messageId', 'id'],
  ['model', 'model'],
] as const

/** Events that belong to the node that runs. */
const IN_STEPS: ReadonlySet<StreamEvent['type']> = new Set([
  'text-full',
  'tool-start',
  'tool-delta',
  'tool-end',
  'interrupt',
])

/**
 * FastGPT with `detail`: OpenAI's chunks in `answer` events, and around them what the flow does.
 *
 * `[DONE]` ends the answer and not the stream, for the quotes come behind it. Only the beginning of a node is told, so a
 * step ends with the next one; how long it took is told at the end.
 */
export const fastgptDialect = defineDialect({
  name: 'fastgpt',
  create: (context) =>
    wrapResponses(createRecordReader(context, (output) => createFastgptHandler(context, output))),
  detect: detectFastgpt,
  acceptsDocument: isFastgptDocument,
})

/** The one payload that is a list becomes a record, as all others are. */
function wrapResponses(reader: DialectReader): DialectReader {
  return {
    read(frame) {
      const { event, data } = frame
      if (event !== 'flowResponses' || !data) return reader.read(frame)
      return reader.read({ ...frame, data: `{"responses":${data}}` })
    },
    end: () => reader.end(),
    suspend: () => reader.suspend?.(),
  }
}

function createFastgptHandler(context: DialectContext, output: EventOutput): RecordHandler {
  const watchIds = createIdWatch(IDS)
  const steps = createFastgptSteps(output)
  const responses = createFastgptResponses(context, output)
  const chatOutput: EventOutput = {
    ...output,
    write(event) {
      const stepId = steps.current
      if (stepId === undefined) output.write(event)
      // Written out, for it is done to every token.
      else if (event.type === 'text') {
        output.write({ type: 'text', channel: event.channel, delta: event.delta, stepId })
      } else output.write(IN_STEPS.has(event.type) ? { ...event, stepId } : event)
    },
  }
  const extras = createChatChunkExtras(context, chatOutput)
  let choice = createChoiceReader(context, chatOutput)
  let finishReason: string | undefined
  /** What was told of nodes before the end, by their ids: the end says it again. */
  const told = new Map<string, JsonRecord>()
  let hasSummary = false
  let hasEnded = false
  let hasFailed = false
  let isWaiting = false

  function readChunk(chunk: JsonRecord): void {
    const choices = arrayField(chunk, 'choices')
    const meta = choices && watchIds(chunk)
    if (meta !== undefined) output.write(meta)
    const hasExtras = extras.read(chunk)
    if (choices === undefined && !hasExtras) {
      output.writeUnknown(chunk)
      return
    }
    for (const entry of choices ?? []) {
      if (isRecord(entry)) choice.read(entry)
    }
    finishReason = choice.finishReason ?? finishReason
    if (isFastgptDocument(chunk)) readDetail(chunk)
  }

  /** What stands beside an answer that was not asked for as a stream comes in events of its own otherwise. */
  function readDetail({ responseData, newVariables }: JsonRecord): void {
    if (responseData !== undefined) readResponses({ responses: responseData })
    if (newVariables !== undefined) writeVariables(newVariables)
  }

  function writeVariables(data: unknown): void {
    output.write({ type: 'data', name: 'variables', key: 'variables', data })
  }

  function closeAnswer(): void {
    choice.end()
    steps.close()
  }

  /** Every node speaks for itself, and may begin with thoughts. */
  function startNode(record: JsonRecord): void {
    const name = stringField(record, 'name')
    if (name === undefined) {
      output.writeUnknown(record)
      return
    }
    closeAnswer()
    choice = createChoiceReader(context, chatOutput)
    steps.start(name)
  }

  /** What a node has done, told as soon as it is over. */
  function readResponse(response: JsonRecord): void {
    settle(response)
    const id = idOf(response)
    if (id !== undefined) told.set(id, response)
  }

  function settle(response: JsonRecord): void {
    responses.readQuotes(response)
    if (!told.has(idOf(response) ?? '')) steps.settle(response, faultOf(response))
  }

  function readResponses(record: JsonRecord): void {
    const list = responsesIn(ownField(record, 'responses'))
    hasSummary = true
    hasEnded = true
    closeAnswer()
    list.forEach(settle)
    responses.readUsage(list)
    output.write({ type: 'data', name: 'responses', key: 'responses', data: record['responses'] })
  }

  function ask(record: JsonRecord): void {
    isWaiting = true
    const payload = ownField(record, 'interactive') ?? record
    chatOutput.write({ type: 'interrupt', kind: 'input', payload })
  }

  function fail(record: JsonRecord): void {
    hasFailed = true
    choice.release()
    output.write(readErrorRecord(record))
  }

  const readers: ReadonlyMap<string, RecordReader> = new Map<string, RecordReader>([
    ['answer', readChunk],
    ['fastAnswer', readChunk],
    ['', readChunk],
    ['flowNodeStatus', startNode],
    ['flowNodeResponse', readResponse],
    ['flowResponses', readResponses],
    ...createFastgptTools(context, chatOutput),
    ['updateVariables', writeVariables],
    ['workflowDuration', (data) => output.write({ type: 'data', name: 'duration', data })],
    ['interactive', ask],
    ['error', fail],
  ])

  return {
    read(record, frame) {
      const read = readers.get(frame.event)
      if (read === undefined) output.writeUnknown(record)
      else read(record)
    },
    readEndMark() {
      hasEnded = true
      closeAnswer()
    },
    isOpen: () =>
      !hasEnded &&
      !hasFailed &&
      !isWaiting &&
      !choice.hasFailed &&
      finishReason === undefined &&
      !choice.isHolding(),
    end() {
      const isClean = hasEnded || isWaiting || finishReason !== undefined
      if (isClean) closeAnswer()
      else choice.release()
      if (!hasSummary) responses.readUsage([...told.values()])
      if (hasFailed || choice.hasFailed) output.finish('error', isClean, finishReason)
      else if (isWaiting) output.finish('interrupt', true)
      else if (finishReason !== undefined) {
        output.finish(readFinishReason(finishReason), true, finishReason)
      } else output.finish(isClean ? 'stop' : 'eof', isClean)
    },
  }
}

function idOf(response: JsonRecord): string | undefined {
  return idField(response, 'id') ?? idField(response, 'nodeId')
}
