import { UNSAID } from '../payload/errorRecord.ts'
import type { DialectContext } from '../dialect.ts'
import {
  idField,
  inWords,
  isRecord,
  type JsonRecord,
  ownField,
  recordField,
  stringField,
} from '../payload/jsonFields.ts'
import { type Conversation, createConversation } from '../langchainObjects/conversation.ts'
import { createStreamEvents } from '../langchainObjects/streamEvents.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { nameMessage, readMessage } from '../langchainObjects/message.ts'
import { sinceUser } from '../langchainObjects/sinceUser.ts'
import { createGraphState } from './graphState.ts'
import { tellCustom } from './customEvent.ts'
import { readGraphError } from './graphError.ts'
import { readNodePlace } from './nodePlace.ts'
import { createGraphTasks, type GraphTasks } from './tasks.ts'
import { changesIn } from './stateChanges.ts'
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
/** Modes that tell of what was before the run. */
const BEFORE: ReadonlySet<string> = new Set([
  'metadata',
  'values',
  'checkpoints',
  'messages/metadata',
])

export function createGraphRun(context: DialectContext, output: EventOutput): GraphRun {
  const conversation = createConversation(context, output)
  const streamEvents = createStreamEvents(conversation, output)
  const tasks = createGraphTasks(output)
  /** What is known of where messages come from, by their ids. */
  const origins = new Map<string, unknown>()
  /** Ids of the messages whose step is settled. */
  const begun = new Set<string>()
  let hasFailed = false
  let hasBegun = false
  const state = createGraphState(conversation, () => hasBegun)

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
  function readTuple([raw, metadata]: readonly unknown[], namespace: string): void {
    const message = nameMessage(raw, 'AIMessageChunk')
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

  function readPartial(raw: unknown, namespace: string): void {
    const message = nameMessage(raw, 'ai')
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

  function readValues(values: JsonRecord, namespace: string): void {
    const { [INTERRUPTS]: interrupts, ...data } = values
    const key = namespace === '' ? 'state' : `state|${namespace}`
    writeData('state', data, key)
    readMessages(ownField(values, 'messages'))
    if (namespace === '') state.readValues(data)
    else conversation.sources.readFields(data)
    readInterrupts(interrupts)
  }

  function readUpdates(updates: JsonRecord, namespace: string): void {
    for (const [node, update] of Object.entries(updates)) {
      if (node === INTERRUPTS) readInterrupts(update)
      // What the platform adds is no node.
      else if (node.startsWith('__')) writeData(node.replaceAll('_', ''), update)
      else tasks.readUpdate({ node, namespace, update }, (id) => readUpdate(node, update, id))
    }
  }

  function readUpdate(node: string, update: unknown, stepId: string | undefined): void {
    for (const part of Array.isArray(update) ? update : [update]) {
      if (!isRecord(part)) continue
      readMessages(ownField(part, 'messages'), stepId, node)
      state.readUpdate(part, { stepId, agent: node })
    }
  }

  function readInterrupts(interrupts: unknown): void {
    if (Array.isArray(interrupts)) interrupts.forEach((entry) => tasks.interrupt(entry))
  }

  /** A task that has ended says what it changed in the state, as its update does. */
  function readTask(task: JsonRecord, namespace: string): boolean {
    return tasks.readTask(task, namespace, (stepId) => {
      readUpdate(stringField(task, 'name') ?? '', changesIn(ownField(task, 'result')), stepId)
    })
  }

  function readTool(event: JsonRecord, namespace: string): boolean {
    conversation.tools.within({ stepId: tasks.stepOf(namespace) })
    return readToolEvent(event, conversation.tools)
  }

  /** Wraps what other modes say plainly. */
  function readDebug(debug: JsonRecord, namespace: string): boolean {
    const payload = recordField(debug, 'payload')
    if (payload === undefined) return false
    if (debug['type'] !== 'checkpoint') return readTask(payload, namespace)
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
    ['tasks', readTask],
    ['debug', readDebug],
    ['checkpoints', (checkpoint) => writeData('checkpoint', checkpoint, 'checkpoint')],
    ['events', (event) => streamEvents.read(event)],
    ['tools', readTool],
    ['feedback', (feedback) => writeData('feedback', feedback)],
    [
      'error',
      (error) => {
        const { message = '', code } = readGraphError(error)
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
    state.end()
    if (hasFailed) output.finish('error', isClean, rawReason)
    else if (tasks.isInterrupted || rawReason === 'interrupted')
      output.finish('interrupt', isClean, rawReason)
    else if (rawReason !== undefined)
      output.finish(conversation.cutShort ?? 'stop', isClean, rawReason)
    else output.finish((isClean ? conversation.cutShort : undefined) ?? 'eof', isClean)
  }

  return {
    conversation,
    tasks,
    read(mode, namespace, payload) {
      hasBegun ||= !BEFORE.has(mode)
      if (mode === 'custom') {
        writeData('custom', payload)
        tellCustom(payload, conversation.sources, output)
        return true
      }
      if (Array.isArray(payload)) {
        const read = listReaders.get(mode)
        read?.(payload, namespace)
        return read !== undefined
      }
      const read = readers.get(mode)
      if (read !== undefined && isRecord(payload)) return read(payload, namespace) !== false
      if (mode === 'error') fail(inWords(payload))
      return mode === 'error'
    },
    fail,
    end,
  }
}

function nodeOf(metadata: unknown): string | undefined {
  return isRecord(metadata) ? stringField(metadata, 'langgraph_node') || undefined : undefined
}
