import {
  arrayField,
  idField,
  isRecord,
  type JsonRecord,
  recordField,
  stringField,
} from '../payload/jsonFields.ts'

/** Who speaks in a message, and whether it is a piece of one. */
export interface LangchainMessage {
  readonly role: 'ai' | 'tool' | 'human' | 'other'
  readonly isChunk: boolean
  readonly id: string | undefined
  readonly fields: JsonRecord
}

/** What a message's own `type` or `role` says (`ai`), and the names of the classes (`AIMessage`). */
const ROLES: ReadonlyMap<string, LangchainMessage['role']> = new Map([
  ['ai', 'ai'],
  ['assistant', 'ai'],
  ['AIMessage', 'ai'],
  ['AIMessageChunk', 'ai'],
  ['tool', 'tool'],
  ['ToolMessage', 'tool'],
  ['ToolMessageChunk', 'tool'],
  ['human', 'human'],
  ['user', 'human'],
  ['HumanMessage', 'human'],
  ['HumanMessageChunk', 'human'],
  ['system', 'other'],
  ['developer', 'other'],
  ['SystemMessage', 'other'],
  ['SystemMessageChunk', 'other'],
  ['function', 'other'],
  ['FunctionMessage', 'other'],
  ['chat', 'other'],
  ['ChatMessage', 'other'],
  ['ChatMessageChunk', 'other'],
  ['remove', 'other'],
])

/**
 * Reads a message in any of the shapes in which LangChain serialises one: dumped (`{type, content}`), as a constructor
 * (`{lc: 1, id: […, "AIMessageChunk"], kwargs}`), and as a dictionary (`{type, data}`). Gives `undefined` for what is no
 * message.
 */
export function readMessage(raw: unknown): LangchainMessage | undefined {
  if (!isRecord(raw)) return undefined
  const name = raw['lc'] === 1 ? arrayField(raw, 'id')?.at(-1) : (raw['type'] ?? raw['role'])
  if (typeof name !== 'string') return undefined
  const role = ROLES.get(name)
  const fields = fieldsOf(raw)
  if (role === undefined || !Object.hasOwn(fields, 'content')) return undefined
  // A dump of a piece may call itself a message; only pieces have this field.
  const isChunk = name.endsWith('Chunk') || Object.hasOwn(fields, 'tool_call_chunks')
  return { role, isChunk, id: idField(fields, 'id'), fields }
}

/**
 * A message that does not say what it is, as servers send it that write their events by hand, is what its place in the
 * stream says.
 */
export function nameMessage(raw: unknown, type: string): unknown {
  if (!isRecord(raw) || !Object.hasOwn(raw, 'content')) return raw
  const isNamed = ['type', 'role', 'lc'].some((name) => Object.hasOwn(raw, name))
  return isNamed ? raw : { ...raw, type }
}

function fieldsOf(raw: JsonRecord): JsonRecord {
  if (raw['lc'] === 1) return recordField(raw, 'kwargs') ?? raw
  return Object.hasOwn(raw, 'content') ? raw : (recordField(raw, 'data') ?? raw)
}

/** What the content of a message says. */
export interface MessageWords {
  readonly answer: string
  readonly reasoning: string
  /** What the text leans on, as the model's provider says it. */
  readonly citations: readonly unknown[]
}

/** Reads the content of a message: a text, or blocks of text and reasoning. Blocks that call tools say what
 *  `tool_calls` says too. */
export function readWords({ fields }: LangchainMessage): MessageWords {
  const content = fields['content']
  let answer = typeof content === 'string' ? content : ''
  let reasoning = ''
  const citations: unknown[] = []
  for (const block of Array.isArray(content) ? content : []) {
    if (typeof block === 'string') answer += block
    if (!isRecord(block)) continue
    if (block['type'] === 'text' || block['type'] === 'text_delta') {
      answer += stringField(block, 'text') ?? ''
      citations.push(...(arrayField(block, 'annotations') ?? arrayField(block, 'citations') ?? []))
    } else reasoning += reasoningOf(block)
  }
  // Providers without blocks for it: DeepSeek, Qwen.
  const extra = recordField(fields, 'additional_kwargs')
  if (reasoning === '' && extra !== undefined)
    reasoning = stringField(extra, 'reasoning_content') ?? ''
  return { answer, reasoning, citations }
}

function reasoningOf(block: JsonRecord): string {
  if (block['type'] === 'thinking') return stringField(block, 'thinking') ?? ''
  if (block['type'] !== 'reasoning') return ''
  const summary = arrayField(block, 'summary') ?? []
  const said = stringField(block, 'reasoning') ?? stringField(block, 'text')
  return (
    said ??
    summary.map((part) => (isRecord(part) ? (stringField(part, 'text') ?? '') : '')).join('')
  )
}
