import {
  arrayField,
  idField,
  inWords,
  isRecord,
  type JsonRecord,
  ownField,
  recordField,
  stringField,
} from '../payload/jsonFields.ts'
import type { KindReader } from '../payload/kindReader.ts'
import { readToolRun } from '../langchain/toolRun.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { createStepLedger } from '../bookkeeping/stepLedger.ts'
import type { Conversation, MessageOrigin } from './conversation.ts'
import { nameMessage } from './message.ts'
import { sinceUser } from './sinceUser.ts'

/** Reads what `astream_events` yields. */
export interface StreamEvents {
  /** Says whether it was such an event at all. */
  read(event: JsonRecord): boolean
  /** The outermost run has ended. */
  readonly isOver: boolean
}

export const STREAM_EVENT = /^on_(?:chat_model|llm|chain|tool|retriever|prompt|parser|custom)/

/** Events that tell nothing that another one does not. */
const SILENT = /^on_[a-z_]+_(?:start|stream|end)$/

/**
 * Makes the reader for the events of version 1 and 2.
 *
 * Every chain around a model repeats its text, so only the model is listened to; where there is none, the outermost run.
 * @see https://python.langchain.com/docs/how_to/streaming/#using-stream-events
 */
export function createStreamEvents(conversation: Conversation, output: EventOutput): StreamEvents {
  const steps = createStepLedger()
  let rootId: string | undefined
  let hasModel = false
  let isOver = false

  function originOf(event: JsonRecord): MessageOrigin {
    const parents = arrayField(event, 'parent_ids') ?? []
    const step = parents.findLast((id) => typeof id === 'string' && steps.isOpen(id))
    return {
      source: 'events',
      agent: agentOf(event),
      stepId: typeof step === 'string' ? steps.idOf(step) : undefined,
      fallbackId: idField(event, 'run_id'),
    }
  }

  function readModelStream(event: JsonRecord): void {
    hasModel = true
    conversation.addChunk(asMessage(dataOf(event)['chunk'], 'AIMessageChunk'), originOf(event))
  }

  function readModelEnd(event: JsonRecord): void {
    hasModel = true
    const result = dataOf(event)['output']
    const generations = isRecord(result) ? arrayField(result, 'generations')?.flat() : undefined
    for (const whole of generations ?? [result]) {
      conversation.readWhole(asMessage(whole, 'ai'), originOf(event))
    }
  }

  function readChainStart(event: JsonRecord): void {
    const runId = idField(event, 'run_id')
    if (runId !== undefined && isStep(event))
      output.write(steps.start(runId, { name: agentOf(event) }))
  }

  function readChainStream(event: JsonRecord): void {
    if (hasModel || idField(event, 'run_id') !== rootId) return
    conversation.addChunk(asMessage(dataOf(event)['chunk'], 'AIMessageChunk'), originOf(event))
  }

  function readChainEnd(event: JsonRecord): void {
    const runId = idField(event, 'run_id')
    if (runId !== undefined && steps.isOpen(runId)) output.write(steps.end(runId, { status: 'ok' }))
    if (runId === undefined || runId !== rootId) return
    isOver = true
    if (conversation.hasSpoken) return
    for (const words of finalWords(event)) conversation.readWhole(words, originOf(event))
  }

  function readTool(event: JsonRecord): void {
    const runId = idField(event, 'run_id') ?? ''
    const { name, input, output: result, error } = readToolRun(event)
    conversation.tools.within(originOf(event))
    if (event['event'] === 'on_tool_start') {
      conversation.tools.run(runId, name, input)
      return
    }
    const failure = event['event'] === 'on_tool_error' ? (error ?? 'The tool failed') : error
    const toolCallId = conversation.tools.idOf(runId) ?? runId
    conversation.tools.finish(toolCallId, { name, output: result, error: failure })
  }

  function readToolPiece(event: JsonRecord): void {
    const runId = idField(event, 'run_id') ?? ''
    const piece = dataOf(event)['chunk']
    conversation.tools.tell(conversation.tools.idOf(runId) ?? runId, inWords(piece ?? ''))
  }

  const readers: ReadonlyMap<string, KindReader> = new Map<string, KindReader>([
    ['on_chat_model_start', () => void (hasModel = true)],
    ['on_llm_start', () => void (hasModel = true)],
    ['on_chat_model_stream', readModelStream],
    ['on_llm_stream', readModelStream],
    ['on_chat_model_end', readModelEnd],
    ['on_llm_end', readModelEnd],
    ['on_chain_start', readChainStart],
    ['on_chain_stream', readChainStream],
    ['on_chain_end', readChainEnd],
    ['on_tool_start', readTool],
    ['on_tool_stream', readToolPiece],
    ['on_tool_end', readTool],
    ['on_tool_error', readTool],
    [
      'on_retriever_end',
      (event) => {
        const query = stringField(recordField(dataOf(event), 'input') ?? {}, 'query')
        const { stepId, agent } = originOf(event)
        return conversation.retrieve(dataOf(event)['output'], query, { stepId, agent })
      },
    ],
    [
      'on_custom_event',
      (event) => {
        const name = stringField(event, 'name') || 'custom'
        const { stepId, agent } = originOf(event)
        const data = ownField(event, 'data')
        output.write({ type: 'data', name, data, stepId, agent })
        conversation.sources.readNamed(name, data, { stepId, agent })
      },
    ],
  ])

  /** The first run is the outermost; version 1 does not name parents, so that those tell nothing. */
  function noteRoot(event: JsonRecord): void {
    if (rootId !== undefined) return
    rootId = idField(event, 'run_id')
    if (event['event'] === 'on_chain_start') output.write({ type: 'meta', runId: rootId })
  }

  return {
    read(event) {
      const kind = event['event']
      if (typeof kind !== 'string' || !STREAM_EVENT.test(kind)) return false
      noteRoot(event)
      const read = readers.get(kind)
      return read === undefined ? SILENT.test(kind) : read(event) !== false
    },
    get isOver() {
      return isOver
    },
  }
}

function agentOf(event: JsonRecord): string | undefined {
  return stringField(recordField(event, 'metadata') ?? {}, 'langgraph_node') || undefined
}

function dataOf(event: JsonRecord): JsonRecord {
  return recordField(event, 'data') ?? {}
}

function isStep(event: JsonRecord): boolean {
  const node = agentOf(event)
  return node !== undefined && stringField(event, 'name') === node
}

/** What the outermost run gives: words, a field that holds them, or the messages of a graph. */
function finalWords(event: JsonRecord): readonly unknown[] {
  const result = dataOf(event)['output']
  const fields = isRecord(result) ? result : {}
  const messages = arrayField(fields, 'messages')
  if (messages !== undefined) return sinceUser(messages)
  return [asMessage(fields['output'] ?? fields['answer'] ?? result, 'ai')]
}

/** A model that is no chat model gives strings or generations. */
function asMessage(chunk: unknown, type: string): unknown {
  const fields = isRecord(chunk) ? (recordField(chunk, 'kwargs') ?? chunk) : {}
  if (recordField(fields, 'message') !== undefined) return fields['message']
  const content = typeof chunk === 'string' ? chunk : stringField(fields, 'text')
  const isMessage = Object.hasOwn(fields, 'content') || content === undefined
  return isMessage ? nameMessage(chunk, type) : { type, content }
}
