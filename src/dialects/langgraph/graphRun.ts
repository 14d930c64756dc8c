import { UNSAID } from '../payload/errorRecord.ts'
import type { DialectContext } from '../dialect.ts'
import {
  arrayField,
  idField,
  isRecord,
  type JsonRecord,
  ownField,
  recordField,
  stringField,
} from '../payload/jsonFields.ts'
import { type Conversation, createConversation } from '../langchainObjects/conversation.ts'
import { createStreamEvents } from '../langchainObjects/streamEvents.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { readMessage } from '../langchainObjects/message.ts'
import { readNodePlace } from './nodePlace.ts'
import { createGraphTasks, type GraphTasks } from './tasks.ts'
import { readToolEvent } from './toolEvent.ts'

/** One run of a graph, streamed in any number of modes at once. */
export interface GraphRun {
  readonly conversation: Conversation
  readonly tasks: GraphTasks
  /**
   * Reads an event of one mode; says whether it knew it.
   * @param namespace the path of the subgraph that it comes from; empty for the graph itself.
   */
  read(mode: string, namespace: string, payload: unknown): boolean
  fail(message: string, code?: string): void
  /** Writes the `done`. */
  end(isClean: boolean, rawReason?: string): void
}

/** Gives `false` for what is not what its mode promises. */
type ModeReader = (payload: JsonRecord, namespace: string) => boolean | void
type ListReader = (payload: readonly unknown[], namespace: string) => void

const INTERRUPTS = '__interrupt__'

export function createGraphRun(context: DialectContext, output: EventOutput): GraphRun {
  const conversation = createConversation(context, output)
  const streamEvents = createStreamEvents(conversation, output)
  const tasks = createGraphTasks(output)
  /** What is known of where messages come from, by their ids. */
  const origins = new Map<string, unknown>()
  /** Ids of the messages whose step is settled. */
  const begun = new Set<string>()
  let hasFailed = false

  function fail(message: string, code?: string): void {
    hasFailed = true
    output.write({
      type: 'error',
      message: message || UNSAID,
      code,
      recoverable: false,
      scope: 'stream',
    })
  }

  /** The pieces of a message as they come, each with what is known of where it comes from. */
  function readTuple([message, metadata]: readonly unknown[], namespace: string): void {
    const [agent, stepId] = [nodeOf(metadata), enterStep(message, metadata, namespace)]
    const isMessage = conversation.addChunk(message, { source: 'messages', agent, stepId })
    if (!isMessage) output.writeUnknown(message)
  }

  /** The step in which a message begins; what was said to a node, or told of before, begins none. */
  function enterStep(message: unknown, metadata: unknown, namespace: string): string | undefined {
    const { role, id } = readMessage(message) ?? {}
    if (role !== 'ai' && role !== 'tool') return undefined
    if (id !== undefined && (begun.has(id) || conversation.hasHeard(id))) return undefined
    if (id !== undefined) begun.add(id)
    const place = readNodePlace(metadata, namespace)
    return place && tasks.enter(place)
  }

  function metadataOf(message: unknown): unknown {
    const id = isRecord(message) ? idField(message, 'id') : undefined
    return id === undefined ? undefined : origins.get(id)
  }

  function readPartial(message: unknown, namespace: string): void {
    const metadata = metadataOf(message)
    const [agent, stepId] = [nodeOf(metadata), enterStep(message, metadata, namespace)]
    conversation.readSnapshot(message, { source: 'snapshots', agent, stepId })
  }

  function readComplete(message: unknown): void {
    conversation.readWhole(message, { source: 'snapshots', agent: nodeOf(metadataOf(message)) })
  }

  function readMessages(messages: unknown, stepId?: string, agent?: string): void {
    const list = Array.isArray(messages) ? messages : [messages]
    for (const message of sinceUser(list)) {
      conversation.readWhole(message, { source: 'state', agent, stepId })
    }
  }

  function readValues(state: JsonRecord, namespace: string): void {
    const { [INTERRUPTS]: interrupts, ...data } = state
    const key = namespace === '' ? 'state' : `state|${namespace}`
    writeData('state', data, key)
    readMessages(ownField(state, 'messages'))
    readInterrupts(interrupts)
  }

  function readUpdates(updates: JsonRecord, namespace: string): void {
    for (const [node, update] of Object.entries(updates)) {
      if (node === INTERRUPTS) readInterrupts(update)
      else tasks.readUpdate({ node, namespace, update }, (id) => readUpdate(node, update, id))
    }
  }

  function readUpdate(node: string, update: unknown, stepId: string | undefined): void {
    for (const part of Array.isArray(update) ? update : [update]) {
      if (isRecord(part)) readMessages(ownField(part, 'messages'), stepId, node)
    }
  }

  function readInterrupts(interrupts: unknown): void {
    if (Array.isArray(interrupts)) interrupts.forEach((entry) => tasks.interrupt(entry))
  }

  /** Wraps what other modes say plainly. */
  function readDebug(debug: JsonRecord, namespace: string): boolean {
    const payload = recordField(debug, 'payload')
    if (payload === undefined) return false
    if (debug['type'] !== 'checkpoint') return tasks.readTask(payload, namespace)
    writeData('checkpoint', payload, 'checkpoint')
    return true
  }

  function writeData(name: string, data: unknown, key?: string): void {
    output.write({ type: 'data', name, data, key })
  }

  const readers: ReadonlyMap<string, ModeReader> = new Map<string, ModeReader>([
    [
      'metadata',
      (metadata) => {
        const [runId, conversationId] = [
          idField(metadata, 'run_id'),
          idField(metadata, 'thread_id'),
        ]
        if (runId === undefined && conversationId === undefined) return false
        output.write({ type: 'meta', runId, conversationId })
        return true
      },
    ],
    [
      'messages/metadata',
      (messages) => {
        for (const [id, entry] of Object.entries(messages)) {
          if (isRecord(entry)) origins.set(id, entry['metadata'])
        }
      },
    ],
    ['values', readValues],
    ['updates', readUpdates],
    ['tasks', (task, namespace) => tasks.readTask(task, namespace)],
    ['debug', readDebug],
    ['checkpoints', (checkpoint) => writeData('checkpoint', checkpoint, 'checkpoint')],
    ['events', (event) => streamEvents.read(event)],
    ['tools', (event) => readToolEvent(event, conversation.tools, output)],
    ['feedback', (feedback) => writeData('feedback', feedback)],
    [
      'error',
      (error) => {
        const { message = '', code } = readError(error)
        fail(message, code)
      },
    ],
    ['end', () => end(true, 'end')],
  ])

  const listReaders: ReadonlyMap<string, ListReader> = new Map<string, ListReader>([
    ['messages', readTuple],
    [
      'messages/partial',
      (list, namespace) => list.forEach((message) => readPartial(message, namespace)),
    ],
    ['messages/complete', (list) => list.forEach(readComplete)],
  ])

  function end(isClean: boolean, rawReason?: string): void {
    conversation.tools.settle()
    if (hasFailed) output.finish('error', isClean, rawReason)
    else if (tasks.isInterrupted) output.finish('interrupt', isClean, rawReason)
    else if (rawReason !== undefined)
      output.finish(conversation.cutShort ?? 'stop', isClean, rawReason)
    else output.finish((isClean ? conversation.cutShort : undefined) ?? 'eof', isClean)
  }

  return {
    conversation,
    tasks,
    read(mode, namespace, payload) {
      if (mode === 'custom') {
        writeData('custom', payload)
        return true
      }
      if (Array.isArray(payload)) {
        const read = listReaders.get(mode)
        read?.(payload, namespace)
        return read !== undefined
      }
      const read = readers.get(mode)
      if (read !== undefined && isRecord(payload)) return read(payload, namespace) !== false
      if (mode === 'error') fail(String(payload))
      return mode === 'error'
    },
    fail,
    end,
  }
}

function isUser(message: unknown): boolean {
  if (!isRecord(message)) return false
  const type = message['type'] ?? message['role']
  const name: unknown = message['lc'] === 1 ? arrayField(message, 'id')?.at(-1) : type
  return name === 'human' || name === 'user' || name === 'HumanMessage'
}

/** What was said since the user last spoke: what stands before that was said in earlier runs. */
function sinceUser(messages: readonly unknown[]): readonly unknown[] {
  return messages.slice(messages.findLastIndex(isUser) + 1)
}

function nodeOf(metadata: unknown): string | undefined {
  return isRecord(metadata) ? stringField(metadata, 'langgraph_node') || undefined : undefined
}

/** `{error: "Name", message}`; a word alone is the message. */
function readError(error: JsonRecord): { readonly message?: string; readonly code?: string } {
  const inner = recordField(error, 'error') ?? error
  const message = stringField(inner, 'message') ?? stringField(error, 'detail')
  const name = stringField(error, 'error') ?? stringField(inner, 'type')
  if (message) return { message, ...(name && { code: name }) }
  return name ? { message: name } : {}
}
