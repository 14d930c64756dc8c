import {
  arrayField,
  idField,
  isRecord,
  type JsonRecord,
  ownField,
  recordField,
  stringField,
} from '../payload/jsonFields.ts'
import type { KindReader } from '../payload/kindReader.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { createStepLedger } from '../bookkeeping/stepLedger.ts'
import type { SourcePlace } from '../results/sourceFinder.ts'
import type { GraphRun } from './graphRun.ts'
import { namespaceOf } from './streamPart.ts'
import { readToolEvent } from './toolEvent.ts'

/** Reads events of the agent protocol, the platform's third. */
export interface ProtocolReader {
  /** Says whether it was such an event at all. */
  read(event: JsonRecord): boolean
  /** A graph that said that it runs has not said how it ended. */
  readonly isRunning: boolean
  /** How the graph itself ended, in its own word: `completed`, `failed`, `interrupted`. */
  readonly ending: string | undefined
}

/** Whether an object is an event of the protocol. */
export function isProtocolEvent(event: JsonRecord): boolean {
  const params = recordField(event, 'params')
  const isEvent = event['type'] === 'event' && typeof event['method'] === 'string'
  return isEvent && params !== undefined && Array.isArray(params['namespace'])
}

export function createProtocolReader(run: GraphRun, output: EventOutput): ProtocolReader {
  const steps = createStepLedger()
  /** The message that is spoken in each namespace; its blocks do not name it. */
  const spoken = new Map<string, string | undefined>()
  let isRunning = false
  let ending: string | undefined
  let node: string | undefined

  function readMessages(data: JsonRecord, namespace: string): boolean {
    const event = stringField(data, 'event') ?? ''
    if (event === 'message-start') {
      const isAgent = ['ai', 'assistant'].includes(stringField(data, 'role') ?? 'ai')
      spoken.set(
        namespace,
        isAgent ? (idField(data, 'id') ?? idField(data, 'message_id') ?? '') : undefined,
      )
      return true
    }
    const read = messageReaders.get(event)
    if (read === undefined) return false
    return !spoken.has(namespace) || spoken.get(namespace) !== undefined
      ? read(data) !== false
      : true
  }

  /** Sends a piece the way of all others. */
  function add(namespace: string, piece: JsonRecord): void {
    const id = spoken.get(namespace)
    const message = { type: 'AIMessageChunk', content: '', id, ...piece }
    run.conversation.addChunk(message, { source: 'messages', ...placeIn(namespace) })
  }

  /** Where something is said: in the innermost subgraph that runs. */
  function placeIn(namespace: string): SourcePlace {
    const stepId = steps.isOpen(namespace) ? steps.idOf(namespace) : run.tasks.stepOf(namespace)
    return { agent: node, stepId }
  }

  let current = ''
  const messageReaders: ReadonlyMap<string, KindReader> = new Map<string, KindReader>([
    [
      'content-block-start',
      (data) => {
        const content = recordField(data, 'content') ?? {}
        const text = stringField(content, 'text')
        if (stringField(content, 'type')?.startsWith('tool_call')) {
          const { id, name } = content
          add(current, { tool_call_chunks: [{ index: data['index'], id, name }] })
        } else if (text) add(current, { content: text })
      },
    ],
    ['content-block-delta', (data) => readDelta(recordField(data, 'delta') ?? {}, data['index'])],
    [
      'content-block-finish',
      (data) => {
        const content = recordField(data, 'content')
        if (content?.['type'] !== 'tool_call') return
        run.conversation.tools.within(placeIn(current))
        run.conversation.tools.readCalls({ tool_calls: [content] })
      },
    ],
    [
      'message-finish',
      (data) => {
        const finish_reason = stringField(data, 'reason') ?? stringField(data, 'finish_reason')
        add(current, { usage_metadata: data['usage'], response_metadata: { finish_reason } })
        run.conversation.tools.settle()
      },
    ],
    ['error', (data) => run.fail(stringField(data, 'message') ?? '', idField(data, 'code'))],
  ])

  function readDelta(delta: JsonRecord, index: unknown): void {
    const text = stringField(delta, 'text')
    const reasoning = stringField(delta, 'reasoning')
    const args = stringField(delta, 'args') ?? stringField(delta, 'partial_json')
    if (text) add(current, { content: text })
    if (reasoning) add(current, { content: [{ type: 'reasoning', reasoning }] })
    if (args) add(current, { tool_call_chunks: [{ index, args }] })
  }

  function readLifecycle(data: JsonRecord, namespace: string): void {
    const event = stringField(data, 'event')
    const error = errorOf(data)
    if (namespace !== '') {
      readSubgraph(event, namespace, data, error)
      return
    }
    isRunning = event === 'started' || event === 'running'
    ending = isRunning ? undefined : event
    if (event === 'failed') run.fail(error ?? '')
  }

  function readSubgraph(
    event: string | undefined,
    namespace: string,
    data: JsonRecord,
    error: string | undefined,
  ): void {
    const isOpen = steps.isOpen(namespace)
    if ((event === 'started' || event === 'running') && !isOpen) {
      const name = stringField(data, 'graph_name') ?? lastNode(namespace)
      output.write(steps.start(namespace, { name, parent: parentOf(namespace) }))
    } else if (isOpen && event === 'completed') output.write(steps.end(namespace, { status: 'ok' }))
    else if (isOpen && event === 'failed')
      output.write(steps.end(namespace, { status: 'error', error }))
    else if (isOpen && event === 'interrupted')
      output.write(steps.end(namespace, { status: 'paused' }))
  }

  function parentOf(namespace: string): string | undefined {
    const parent = namespace.slice(0, Math.max(0, namespace.lastIndexOf('|')))
    return steps.isOpen(parent) ? parent : undefined
  }

  function readMethod(method: string, namespace: string, data: unknown): boolean {
    if (method === 'input.requested') {
      run.tasks.interrupt(
        isRecord(data) && 'payload' in data ? { ...data, value: data['payload'] } : data,
      )
      return true
    }
    if (!isRecord(data)) return run.read(method, namespace, data)
    if (method === 'messages') return readMessages(data, namespace)
    if (method === 'tools') {
      run.conversation.tools.within(placeIn(namespace))
      return readToolEvent(data, run.conversation.tools)
    }
    if (method !== 'lifecycle') return run.read(method, namespace, data)
    readLifecycle(data, namespace)
    return true
  }

  return {
    read(event) {
      const method = stringField(event, 'method') ?? ''
      const params = recordField(event, 'params') ?? {}
      current = namespaceOf(arrayField(params, 'namespace'))
      node = stringField(params, 'node') || undefined
      return readMethod(method, current, ownField(params, 'data'))
    },
    get isRunning() {
      return isRunning
    },
    get ending() {
      return ending
    },
  }
}

function lastNode(namespace: string): string | undefined {
  return namespace.split('|').at(-1)?.split(':')[0]
}

function errorOf(data: JsonRecord): string | undefined {
  const error = recordField(data, 'error')
  return error === undefined ? stringField(data, 'error') : stringField(error, 'message')
}
