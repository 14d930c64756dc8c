import { createBackendResultReader } from './results/backendResults.ts'
import { defineDialect, type DialectContext } from './dialect.ts'
import { detectDify, isDifyDocument, isWorkflowDocument } from './dify/detect.ts'
import { createDifyAnswer } from './dify/answer.ts'
import { createDifyEnding } from './dify/ending.ts'
import { createDifySteps } from './dify/steps.ts'
import { createDifyThoughts } from './dify/thoughts.ts'
import { createDifyWorkflow } from './dify/workflow.ts'
import { readErrorRecord } from './payload/errorRecord.ts'
import { createIdWatch } from './bookkeeping/idWatch.ts'
import {
  arrayField,
  idField,
  isRecord,
  type JsonRecord,
  recordField,
  stringField,
} from './payload/jsonFields.ts'
import { createRecordReader, type EventOutput, type RecordHandler } from './payload/recordReader.ts'
import { readResults } from './results/resultItem.ts'
import { readTokenUsage } from './bookkeeping/tokenUsage.ts'

type RecordReader = (record: JsonRecord) => void

/** The ids: a task is what one can stop, the run of a workflow is what one can go back to. */
const IDS = [
  ['conversationId', 'conversation_id'],
  ['messageId', 'message_id'],
  ['runId', 'workflow_run_id'],
] as const

/**
 * Dify's apps: chat, agent, completion, workflow and chatflow, one JSON object each with an `event`.
 *
 * `task_id` is the run where there is no workflow; beside the run of a workflow it goes on as `data` named `task`. What a
 * node was given and how it was priced has no place in the vocabulary. Speech comes as `data` named `audio`.
 */
export const difyDialect = defineDialect({
  name: 'dify',
  create: (context) => createRecordReader(context, (output) => createDifyHandler(context, output)),
  detect: detectDify,
  acceptsDocument: isDifyDocument,
})

function createDifyHandler(context: DialectContext, output: EventOutput): RecordHandler {
  const watchIds = createIdWatch(IDS)
  const answer = createDifyAnswer(output)
  const steps = createDifySteps(output)
  const readThought = createDifyThoughts(context, output, answer)
  const ending = createDifyEnding(output)
  const readItem = createBackendResultReader(context, {
    id: ['segment_id'],
    source: ['dataset_name'],
  })
  const workflow = createDifyWorkflow({ output, answer, steps, ending, readItem })
  let taskId: string | undefined
  let runsWorkflow = false

  function readTask(record: JsonRecord): void {
    const id = idField(record, 'task_id')
    if (id === undefined) return
    taskId = id
    runsWorkflow ||= idField(record, 'workflow_run_id') !== undefined
    if (!runsWorkflow) output.write({ type: 'meta', runId: id })
    else output.write({ type: 'data', name: 'task', key: 'task', data: { task_id: id } })
  }

  function readOther(record: JsonRecord, event: string): void {
    const data = recordField(record, 'data')
    const read = data === undefined ? undefined : workflow.get(event)
    if (read === undefined || data === undefined) output.writeUnknown(record)
    else read(data)
  }

  function asData(name: string, keyField?: string): RecordReader {
    return (record) => {
      const key = keyField === undefined ? undefined : idField(record, keyField)
      const { event: _event, task_id: _task, ...data } = record
      output.write({ type: 'data', name, data, key })
    }
  }

  function readMessage(record: JsonRecord): void {
    const text = record['answer']
    if (typeof text !== 'string') {
      output.writeUnknown(record)
      return
    }
    ending.messageSpoken()
    const selector = record['from_variable_selector']
    answer.readMessage(text, Array.isArray(selector) ? steps.stepOf(selector[0]) : undefined)
    if (typeof record['mode'] === 'string') readMessageEnd(record)
  }

  function readAgentMessage(record: JsonRecord): void {
    const text = record['answer']
    if (typeof text !== 'string') {
      output.writeUnknown(record)
      return
    }
    ending.messageSpoken()
    answer.readAgentMessage(text)
  }

  function readSpeech(record: JsonRecord): void {
    ending.speechStarted()
    asData('audio')(record)
  }

  function readMessageEnd(record: JsonRecord): void {
    answer.settle()
    const { usage, retriever_resources: resources, ...rest } = recordField(record, 'metadata') ?? {}
    const items = readResults(resources, readItem)
    if (items.length > 0) output.write({ type: 'results', kind: 'cited', items })
    const used = isRecord(usage) ? readTokenUsage(usage, true) : undefined
    if (used !== undefined) output.write(used)
    for (const file of arrayField(record, 'files') ?? []) {
      const key = isRecord(file) ? idField(file, 'id') : undefined
      output.write({ type: 'data', name: 'file', data: file, key })
    }
    if (Object.values(rest).some((value) => value !== null)) {
      output.write({ type: 'data', name: 'metadata', data: rest })
    }
    ending.messageEnded()
  }

  const readers: ReadonlyMap<string, RecordReader> = new Map<string, RecordReader>([
    ['message', readMessage],
    ['agent_message', readAgentMessage],
    ['message_replace', replaceAnswer],
    ['agent_thought', readThought],
    ['message_file', asData('file', 'id')],
    ['tts_message', readSpeech],
    ['tts_message_end', () => ending.speechEnded()],
    ['message_end', readMessageEnd],
    ['workflow_started', () => ending.workflowStarted()],
    ['ping', () => undefined],
    ['error', readError],
  ])

  function replaceAnswer(record: JsonRecord): void {
    answer.replace(stringField(record, 'answer') ?? '')
    const reason = stringField(record, 'reason')
    if (reason) output.write({ type: 'data', name: 'replaced', key: 'replaced', data: { reason } })
  }

  function readError(record: JsonRecord): void {
    answer.settle()
    const error = readErrorRecord(record)
    output.write(error)
    ending.failed(error.code)
  }

  function readRecord(record: JsonRecord): void {
    const meta = watchIds(record)
    if (meta !== undefined) output.write(meta)
    if (record['task_id'] !== taskId) readTask(record)
    const event = eventOf(record)
    const read = readers.get(event)
    if (read === undefined) readOther(record, event)
    else read(record)
  }

  function end(): void {
    answer.settle()
    ending.streamEnded()
  }

  return {
    read: readRecord,
    readRest: readRecord,
    readEndMark: end,
    end,
    isOpen: () => ending.isOpen() && !answer.isHolding(),
  }
}

/** What is answered without a stream is a message that has its end in it, or the end of a workflow. */
function eventOf(record: JsonRecord): string {
  const { event } = record
  if (typeof event === 'string') return event
  return isWorkflowDocument(record) ? 'workflow_finished' : 'message'
}
