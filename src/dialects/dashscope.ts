import { createDashscopeSources } from './dashscope/sources.ts'
import { createDashscopeText } from './dashscope/text.ts'
import { createDashscopeTools } from './dashscope/tools.ts'
import { readDashscopeModel, readDashscopeUsage } from './dashscope/usage.ts'
import {
  defineDialect,
  type DetectionClaim,
  type DetectionProbe,
  type DialectContext,
} from './dialect.ts'
import { readErrorRecord } from './payload/errorRecord.ts'
import type { TextChannel } from './events.ts'
import { readFinishReason } from './bookkeeping/finishReason.ts'
import { createIdWatch } from './bookkeeping/idWatch.ts'
import {
  arrayField,
  isRecord,
  type JsonRecord,
  recordField,
  stringField,
} from './payload/jsonFields.ts'
import { createRecordReader, type EventOutput, type RecordHandler } from './payload/recordReader.ts'
import { createStepLedger } from './bookkeeping/stepLedger.ts'

/**
 * Alibaba's DashScope (Model Studio) in its own format: models, and applications of it.
 *
 * Unless `incremental_output` was asked for, every chunk says all of the text so far; which of the two it is, the chunks
 * show. A `finish_reason` is the end that this backend has, and the word "null" is none.
 */
export const dashscopeDialect = defineDialect({
  name: 'dashscope',
  create: (context) =>
    createRecordReader(context, (output) => createDashscopeHandler(context, output)),
  detect: detectDashscope,
})

function createDashscopeHandler(context: DialectContext, output: EventOutput): RecordHandler {
  const watchRun = createIdWatch([['runId', 'request_id']])
  const watchSession = createIdWatch([['sessionId', 'session_id']])
  const text = createDashscopeText(output)
  const tools = createDashscopeTools(context, output)
  const readSources = createDashscopeSources(context, output)
  const nodes = createStepLedger()
  let finishReason: string | undefined
  let hasFailed = false
  let usage: JsonRecord | undefined

  function readContent(channel: TextChannel, content: unknown, stepId?: string): void {
    if (typeof content === 'string') text.read(channel, content, stepId)
    else if (Array.isArray(content)) readParts(content, stepId)
  }

  /** Models that see and hear answer in parts: `{text}`, `{image}`, `{audio}`. */
  function readParts(parts: readonly unknown[], stepId: string | undefined): void {
    for (const part of parts.filter(isRecord)) {
      const { text: words, ...media } = part
      if (typeof words === 'string') text.read('answer', words, stepId)
      for (const [name, data] of Object.entries(media)) output.write({ type: 'data', name, data })
    }
  }

  function readMessage(message: JsonRecord): void {
    readContent('reasoning', message['reasoning_content'])
    readContent('answer', message['content'])
    const calls = message['tool_calls']
    if (Array.isArray(calls)) tools.read(calls)
  }

  function readFinish(reason: unknown): void {
    if (typeof reason !== 'string' || reason === '' || reason === 'null') return
    finishReason = reason
    tools.end()
  }

  /** A node of a workflow application, which may be one of several that speak. */
  function readNode(message: JsonRecord): void {
    const key = stringField(message, 'node_id') || stringField(message, 'node_name') || 'node'
    if (!nodes.isOpen(key)) {
      output.write(nodes.start(key, { name: stringField(message, 'node_name') || undefined }))
    }
    const words = recordField(message, 'message')
    if (words !== undefined) readContent('answer', words['content'], nodes.idOf(key))
    if (message['node_is_completed'] !== true) return
    const isFailed = stringField(message, 'node_status') === 'fail'
    output.write(nodes.end(key, { status: isFailed ? 'error' : 'ok' }))
  }

  function readOutput(body: JsonRecord): void {
    const meta = watchSession(body)
    if (meta !== undefined) output.write(meta)
    if (body['search_info'] ?? body['doc_references'] ?? body['thoughts']) readSources(body)
    const [choice, ...others] = arrayField(body, 'choices') ?? []
    for (const data of others) output.write({ type: 'data', name: 'choice', data })
    if (isRecord(choice)) {
      const message = recordField(choice, 'message')
      if (message !== undefined) readMessage(message)
      readFinish(choice['finish_reason'])
    } else readContent('answer', body['text'])
    const node = recordField(body, 'workflow_message')
    if (node !== undefined) readNode(node)
    readRest(body)
    readFinish(body['finish_reason'])
  }

  /** What other kinds of models give, such as `audio`. */
  function readRest(body: JsonRecord): void {
    for (const [name, data] of Object.entries(body)) {
      if (OUTPUT_FIELDS.has(name) || typeof data !== 'object' || data === null) continue
      output.write({ type: 'data', name, data })
    }
  }

  /** Every chunk has the running totals; the last ones say it all, and half of the work is saved. */
  function tellUsage(): void {
    if (usage === undefined) return
    const used = readDashscopeUsage(usage)
    const model = readDashscopeModel(usage)
    if (used !== undefined) output.write(used)
    if (model !== undefined) output.write({ type: 'meta', model })
  }

  function fail(record: JsonRecord): void {
    hasFailed = true
    output.write(readErrorRecord(record))
  }

  function finish(isClean: boolean): void {
    tellUsage()
    if (hasFailed) output.finish('error', true, finishReason)
    else if (finishReason !== undefined) {
      output.finish(readFinishReason(finishReason), true, finishReason)
    } else output.finish(isClean ? 'stop' : 'eof', isClean)
  }

  return {
    read(record, frame) {
      const meta = watchRun(record)
      if (meta !== undefined) output.write(meta)
      const body = recordField(record, 'output')
      const used = recordField(record, 'usage')
      if (body !== undefined) readOutput(body)
      usage = used ?? usage
      const isError = frame.event === 'error' || Boolean(record['code'])
      if (isError) fail(record)
      else if (body === undefined && used === undefined) output.writeUnknown(record)
    },
    readEndMark: () => finish(true),
    isOpen: () => !hasFailed && finishReason === undefined,
    end: () => finish(false),
  }
}

/** What an output is known to hold. */
const OUTPUT_FIELDS: ReadonlySet<string> = new Set([
  'choices',
  'text',
  'finish_reason',
  'session_id',
  'search_info',
  'doc_references',
  'thoughts',
  'workflow_message',
])

function detectDashscope({ frame, json }: DetectionProbe): DetectionClaim | undefined {
  if (!isRecord(json) || !stringField(json, 'request_id')) return undefined
  const body = recordField(json, 'output')
  const names = ['choices', 'text', 'workflow_message', 'audio']
  const name = body && names.find((candidate) => Object.hasOwn(body, candidate))
  if (name !== undefined) return { rule: `output has ${name}, beside a request_id` }
  if (!stringField(json, 'code')) return undefined
  if (frame.event === 'error') return { rule: 'event "error" has a code and a request_id' }
  const isDump = typeof json['status_code'] === 'number' && json['output'] === null
  return isDump ? { rule: 'a status and a code beside a request_id, and no output' } : undefined
}
