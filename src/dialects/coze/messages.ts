import { createBackendResultReader } from '../results/backendResults.ts'
import type { DialectContext } from '../dialect.ts'
import { parseJson } from '../payload/json.ts'
import {
  arrayField,
  idField,
  isRecord,
  type JsonRecord,
  ownField,
  recordField,
  stringField,
} from '../payload/jsonFields.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { readResults } from '../results/resultItem.ts'
import { createToolPairing, type ToolPairing } from '../tools/toolPairing.ts'

/** Reads the messages of a chat. */
export interface CozeMessages {
  /** A piece of a message. */
  readDelta(message: JsonRecord): void
  /** A whole message; of an answer, what its pieces have said. */
  readWhole(message: JsonRecord): void
  /** The calls that are left to the client. */
  readonly calls: ToolPairing
}

type MessageReader = (message: JsonRecord, content: string) => void

/** How recalled knowledge is written as text: one slice behind the other. */
const SLICE = /recall slice \d+:/

/**
 * Each message is a part of its own, so that what comes behind an answer (`verbose`, `follow_up`) never takes its place.
 *
 * A result names no call: it belongs to the oldest that is open.
 */
export function createCozeMessages(context: DialectContext, output: EventOutput): CozeMessages {
  const calls = createToolPairing()
  const readItem = createBackendResultReader(context, {
    id: ['slice_id'],
    text: ['slice'],
    title: ['meta.document.name'],
    source: ['meta.dataset.name'],
    url: ['meta.link.url'],
  })

  /** What text says that may be JSON. */
  function decode(text: string): unknown {
    const parsed = parseJson(text, context.json)
    return parsed.ok ? parsed.value : text
  }

  function readAnswer(message: JsonRecord, content: string): void {
    const partId = idField(message, 'id')
    const thoughts = stringField(message, 'reasoning_content')
    if (thoughts) {
      output.write({
        type: 'text-full',
        channel: 'reasoning',
        text: thoughts,
        mode: 'final',
        partId,
      })
    }
    const kind = kindOf(message)
    if (kind !== 'text') {
      const data = decode(content)
      output.write({ type: 'data', name: kind, key: partId, data })
      const text = kind === 'object_string' ? textIn(data) : ''
      if (text !== '') {
        output.write({ type: 'text-full', channel: 'answer', text, mode: 'final', partId })
      }
    } else if (content !== '') {
      output.write({ type: 'text-full', channel: 'answer', text: content, mode: 'final', partId })
    }
  }

  function readCall(message: JsonRecord, content: string): void {
    const call = decode(content)
    const record = isRecord(call) ? call : {}
    const written = ownField(record, 'arguments')
    const input = typeof written === 'string' ? decode(written) : (written ?? undefined)
    const name = stringField(record, 'name') || stringField(record, 'api_name') || undefined
    const toolCallId = calls.open(input, idField(message, 'id'))
    output.write({ type: 'tool-start', toolCallId, name, input })
    output.write({ type: 'tool-end', toolCallId, phase: 'input', name, input })
  }

  function readResult(message: JsonRecord, content: string): void {
    const known = calls.close(undefined, undefined)
    const toolCallId = known ?? idField(message, 'id') ?? 'tool'
    output.write({ type: 'tool-end', toolCallId, phase: 'output', output: decode(content) })
  }

  function recall(value: unknown): boolean {
    const rows = isRecord(value)
      ? (arrayField(value, 'chunks') ?? arrayField(value, 'data'))
      : value
    const items = readResults(rows, readItem)
    if (items.length > 0) output.write({ type: 'results', kind: 'retrieved', items })
    return items.length > 0
  }

  function readKnowledge(_: JsonRecord, content: string): void {
    const slices = content.split(SLICE).map((slice) => slice.trim())
    if (!recall(decode(content))) recall(slices.filter((slice) => slice !== ''))
  }

  /** Notes of the platform to itself: `{msg_type, data}`, where the data is JSON as text. */
  function readNote(message: JsonRecord, content: string): void {
    const note = decode(content)
    const record = isRecord(note) ? note : {}
    const name = stringField(record, 'msg_type') || 'verbose'
    const written = ownField(record, 'data')
    const data = typeof written === 'string' ? decode(written) : (written ?? note)
    if (name === 'knowledge_recall' && recall(data)) return
    output.write({ type: 'data', name, data, key: idField(message, 'id') })
  }

  function readFollowUp(message: JsonRecord, content: string): void {
    output.write({ type: 'data', name: 'follow-up', data: content, key: idField(message, 'id') })
  }

  const readers: ReadonlyMap<string, MessageReader> = new Map<string, MessageReader>([
    ['answer', readAnswer],
    ['function_call', readCall],
    ['tool_output', readResult],
    ['tool_response', readResult],
    ['knowledge', readKnowledge],
    ['verbose', readNote],
    ['follow_up', readFollowUp],
    ['question', () => undefined],
  ])

  return {
    calls,
    readDelta(message) {
      // All other kinds come whole.
      if (message['type'] !== 'answer') return
      const partId = idField(message, 'id')
      const { reasoning_content: thoughts, content } = message
      if (typeof thoughts === 'string' && thoughts !== '') {
        output.write({ type: 'text', channel: 'reasoning', delta: thoughts, partId })
      }
      // A piece of what is no text cannot be shown.
      if (typeof content === 'string' && content !== '' && kindOf(message) === 'text') {
        output.write({ type: 'text', channel: 'answer', delta: content, partId })
      }
    },
    readWhole(message) {
      const read = readers.get(stringField(message, 'type') ?? '')
      if (read === undefined) output.writeUnknown(message)
      else read(message, stringField(message, 'content') ?? '')
    },
  }
}

/** What the content of a message is: `text`, `card`, `object_string`. */
function kindOf(message: JsonRecord): string {
  return stringField(message, 'content_type') || 'text'
}

/** The words of a message of several kinds: `[{type: "text", text}, {type: "image", …}]`. */
function textIn(parts: unknown): string {
  const texts = (Array.isArray(parts) ? parts : []).filter(isRecord)
  return texts.map((part) => (part['type'] === 'text' && stringField(part, 'text')) || '').join('')
}

/** The calls that a chat leaves to the client. */
export function requiredCalls(chat: JsonRecord): readonly JsonRecord[] {
  const action = recordField(chat, 'required_action') ?? {}
  const submit = recordField(action, 'submit_tool_outputs') ?? action
  return (arrayField(submit, 'tool_calls') ?? []).filter(isRecord)
}
