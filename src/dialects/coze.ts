import type { Frame } from '../framing/frame.ts'
import { readCozeFault } from './coze/fault.ts'
import { createCozeMessages, requiredCalls } from './coze/messages.ts'
import { readCozeUsage } from './coze/usage.ts'
import { createCozeWorkflow } from './coze/workflow.ts'
import { detectCoze } from './coze/detect.ts'
import { defineDialect, type DialectContext, type DialectReader } from './dialect.ts'
import { createIdWatch } from './bookkeeping/idWatch.ts'
import {
  idField,
  type JsonRecord,
  ownField,
  recordField,
  stringField,
} from './payload/jsonFields.ts'
import { createRecordReader, type EventOutput, type RecordHandler } from './payload/recordReader.ts'
import { readToolInput } from './tools/toolInput.ts'

type RecordReader = (record: JsonRecord) => void

const IDS = [
  ['conversationId', 'conversation_id'],
  ['runId', 'chat_id'],
] as const

/**
 * Coze, version 3: chats with a bot, and workflows. The event names say what the payload is.
 *
 * `done` ends a chat and `Done` a workflow. The name of a node is the name of its step; a card is `data` named by its
 * kind of content.
 */
export const cozeDialect = defineDialect({
  name: 'coze',
  create: (context) =>
    withBareDone(createRecordReader(context, (output) => createCozeHandler(context, output))),
  detect: detectCoze,
})

/** `event: Done` may come without data, which an ordinary event never does. */
function withBareDone(reader: DialectReader): DialectReader {
  return {
    read(frame) {
      const isBareDone = !frame.data && frame.event.toLowerCase() === 'done'
      return reader.read(isBareDone ? { ...frame, data: '[DONE]' } : frame)
    },
    end: () => reader.end(),
    suspend: () => reader.suspend?.(),
  }
}

function createCozeHandler(context: DialectContext, output: EventOutput): RecordHandler {
  const watchIds = createIdWatch(IDS)
  const messages = createCozeMessages(context, output)
  const workflow = createCozeWorkflow(output)
  let messageId: string | undefined
  let outcome: 'stop' | 'error' | 'interrupt' | 'cancelled' | undefined

  function noteIds(message: JsonRecord): void {
    const meta = watchIds(message)
    if (meta !== undefined) output.write(meta)
    if (message['type'] !== 'answer' || message['id'] === messageId) return
    messageId = idField(message, 'id')
    if (messageId !== undefined) output.write({ type: 'meta', messageId })
  }

  function readChat(chat: JsonRecord): void {
    // A message names its chat, and a chat is its own.
    const meta = watchIds({ ...chat, chat_id: chat['id'] })
    if (meta !== undefined) output.write(meta)
  }

  function readProgress(chat: JsonRecord): void {
    readChat(chat)
    const phase = stringField(chat, 'status') || 'in_progress'
    output.write({ type: 'status', message: phase.replaceAll('_', ' '), phase })
  }

  function completeChat(chat: JsonRecord): void {
    readChat(chat)
    const usage = readCozeUsage(chat)
    if (usage !== undefined) output.write(usage)
    outcome ??= 'stop'
  }

  function failChat(chat: JsonRecord): void {
    readChat(chat)
    const usage = readCozeUsage(chat)
    if (usage !== undefined) output.write(usage)
    outcome = 'error'
    const fault = readCozeFault(recordField(chat, 'last_error') ?? {})
    const message = 'The chat failed and did not say why.'
    output.write(fault ?? { type: 'error', message, recoverable: false, scope: 'stream' })
  }

  function requireAction(chat: JsonRecord): void {
    readChat(chat)
    outcome = 'interrupt'
    const calls = requiredCalls(chat)
    for (const call of calls) askForCall(call)
    if (calls.length > 0) return
    const payload = ownField(chat, 'required_action') ?? chat
    output.write({ type: 'interrupt', kind: 'input', interruptId: idField(chat, 'id'), payload })
  }

  function askForCall(call: JsonRecord): void {
    const target = recordField(call, 'function') ?? {}
    const written = ownField(target, 'arguments')
    const input = typeof written === 'string' ? readToolInput(written, context.json) : written
    const toolCallId = messages.calls.open(input, idField(call, 'id'))
    const name = stringField(target, 'name')
    output.write({ type: 'tool-start', toolCallId, name, input })
    output.write({ type: 'tool-end', toolCallId, phase: 'input', name, input })
    const interruptId = toolCallId
    output.write({ type: 'interrupt', kind: 'input', interruptId, toolCallId, payload: call })
  }

  function readError(record: JsonRecord): void {
    const fault = readCozeFault(record)
    if (fault === undefined) {
      output.write({ type: 'data', name: 'unknown', data: record })
      return
    }
    output.write(fault)
    output.finish('error', true, fault.code)
  }

  function readDone(record: JsonRecord): void {
    if (Object.keys(record).length > 0) {
      output.write({ type: 'data', name: 'done', key: 'done', data: record })
    }
    finish(true)
  }

  const readers: ReadonlyMap<string, RecordReader> = new Map<string, RecordReader>([
    [
      'conversation.message.delta',
      (message) => {
        noteIds(message)
        messages.readDelta(message)
      },
    ],
    [
      'conversation.message.completed',
      (message) => {
        noteIds(message)
        messages.readWhole(message)
      },
    ],
    [
      'conversation.audio.delta',
      (message) => {
        noteIds(message)
        output.write({ type: 'data', name: 'audio', data: ownField(message, 'content') })
      },
    ],
    ['conversation.chat.created', readChat],
    ['conversation.chat.in_progress', readProgress],
    ['conversation.chat.completed', completeChat],
    ['conversation.chat.failed', failChat],
    ['conversation.chat.requires_action', requireAction],
    [
      'conversation.chat.canceled',
      (chat) => {
        readChat(chat)
        outcome = 'cancelled'
      },
    ],
    ['error', readError],
    ['done', readDone],
    ['Message', (message) => workflow.readMessage(message)],
    [
      'Interrupt',
      (message) => {
        outcome = 'interrupt'
        workflow.readInterrupt(message)
      },
    ],
    ['Error', readError],
    ['Done', readDone],
    ['PING', () => undefined],
  ])

  function finish(hasMark: boolean): void {
    if (outcome === 'cancelled') output.finish('other', true, 'canceled')
    else if (outcome !== undefined) output.finish(outcome, true)
    else output.finish(hasMark ? 'stop' : 'eof', hasMark)
  }

  function readRecord(record: JsonRecord, { event }: Frame): void {
    const read = readers.get(event)
    // Before a chat begins, a refusal has no event name.
    if (read !== undefined) read(record)
    else if (event === '' && stringField(record, 'msg') !== undefined) readError(record)
    else output.writeUnknown(record)
  }

  return {
    read: readRecord,
    readRest: readRecord,
    readEndMark: () => finish(true),
    isOpen: () => outcome === undefined,
    end: () => finish(false),
  }
}
