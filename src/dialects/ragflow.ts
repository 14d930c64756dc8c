import { defineDialect, type DialectContext } from './dialect.ts'
import type { DoneReason } from './events.ts'
import { createIdWatch } from './bookkeeping/idWatch.ts'
import {
  isRecord,
  type JsonRecord,
  numberField,
  ownField,
  recordField,
  stringField,
} from './payload/jsonFields.ts'
import { detectRagflow, isRagflowDocument } from './ragflow/detect.ts'
import { createRagflowAgent } from './ragflow/agent.ts'
import { createRagflowAnswer } from './ragflow/answer.ts'
import { partPayloads } from './ragflow/frame.ts'
import { createRagflowReference } from './ragflow/reference.ts'
import { createRecordReader, type EventOutput, type RecordHandler } from './payload/recordReader.ts'
import { readTokenUsage } from './bookkeeping/tokenUsage.ts'

const CHAT_IDS = [
  ['sessionId', 'session_id'],
  ['messageId', 'id'],
] as const
const AGENT_IDS = [
  ['sessionId', 'session_id'],
  ['messageId', 'message_id'],
  ['runId', 'task_id'],
] as const

/** How a run of an agent ends; a run that somebody stopped is over, and is no failure. */
const OUTCOMES: Readonly<Record<'stop' | 'cancelled' | 'interrupt', DoneReason>> = {
  stop: 'stop',
  cancelled: 'other',
  interrupt: 'interrupt',
}

/**
 * RAGFlow's chats, searches and agents; its OpenAI-compatible routes are read as OpenAI's.
 *
 * A chat ends with `data: true`, also behind an error. Its whole answer, with the marks of its citations, takes the place
 * of the pieces; older servers send all of the answer with every chunk. A failure that is written as an answer is one.
 */
export const ragflowDialect = defineDialect({
  name: 'ragflow',
  create: (context) =>
    partPayloads(
      context,
      createRecordReader(context, (output) => createRagflowHandler(context, output)),
    ),
  detect: detectRagflow,
  acceptsDocument: isRagflowDocument,
})

function createRagflowHandler(context: DialectContext, output: EventOutput): RecordHandler {
  const watchChat = createIdWatch(CHAT_IDS)
  const watchAgent = createIdWatch(AGENT_IDS)
  const { read: readReference, readFound } = createRagflowReference(context, output)
  const spokenOutput: EventOutput = {
    ...output,
    write(event) {
      const { stepId } = agent
      output.write(stepId === undefined ? event : { ...event, stepId })
    },
  }
  const answer = createRagflowAnswer(spokenOutput, (message) => fail(message, undefined))
  const agent = createRagflowAgent({ output, answer, readMessage, readReference, readFound })
  /** A failure that is written as an answer comes again in the whole answer. */
  const told = new Set<string>()
  let hasFailed = false

  function fail(message: string, code: number | undefined): void {
    hasFailed = true
    if (told.has(message)) return
    told.add(message)
    const status = code !== undefined && code >= 400 && code <= 599 ? code : undefined
    const error = { message, code: code?.toString(), status, recoverable: false } as const
    output.write({ type: 'error', scope: 'stream', ...error })
  }

  function readText(data: JsonRecord, name: string): void {
    const isWhole = data['final']
    answer.read({
      text: stringField(data, name) ?? '',
      startsThinking: data['start_to_think'] === true,
      endsThinking: data['end_to_think'] === true,
      isWhole: typeof isWhole === 'boolean' ? isWhole : undefined,
    })
    const audio = data['audio_binary']
    if (audio) output.write({ type: 'data', name: 'audio', data: audio })
  }

  function readMessage(data: JsonRecord): void {
    readText(data, 'content')
  }

  function readAnswer(data: JsonRecord): void {
    const meta = watchChat(data)
    if (meta !== undefined) output.write(meta)
    readText(data, 'answer')
    if (data['reference']) readReference(data['reference'])
    const prompt = data['prompt']
    if (prompt) output.write({ type: 'data', name: 'prompt', key: 'prompt', data: prompt })
    const usage = recordField(data, 'usage')
    const used = usage && readTokenUsage(usage, true)
    if (used !== undefined) output.write(used)
  }

  function readFault(record: JsonRecord, code: number): void {
    const data = recordField(record, 'data') ?? {}
    const words = stringField(data, 'answer')?.replace(/^\s*\*\*ERROR\*\*:?\s*/, '')
    fail(stringField(record, 'message') || words || `The server answered with code ${code}.`, code)
  }

  /** `{code, message, data}`, where the data is an answer, or `true` at the end. */
  function readEnvelope(record: JsonRecord, code: number): void {
    const data = ownField(record, 'data')
    if (code !== 0) readFault(record, code)
    else if (data === true) finish(true)
    else if (isRecord(data)) readAnswer(data)
    else output.writeUnknown(record)
  }

  function readEvent(record: JsonRecord): void {
    const meta = watchAgent(record)
    if (meta !== undefined) output.write(meta)
    const data = recordField(record, 'data') ?? {}
    const read = agent.readers.get(stringField(record, 'event') ?? '')
    if (read === undefined) output.writeUnknown(record)
    else read(data)
  }

  function finish(hasMark: boolean): void {
    answer.release()
    const { outcome } = agent
    if (hasFailed) output.finish('error', hasMark)
    else if (outcome !== undefined) output.finish(OUTCOMES[outcome], true, outcome)
    else output.finish(hasMark ? 'stop' : 'eof', hasMark)
  }

  function readRecord(record: JsonRecord): void {
    const code = numberField(record, 'code')
    if (code === undefined) readEvent(record)
    else readEnvelope(record, code)
  }

  return {
    read: readRecord,
    readRest: readRecord,
    readEndMark: () => finish(true),
    end: () => finish(false),
    isOpen: () => !hasFailed && agent.outcome === undefined && !answer.isHolding(),
  }
}
