import {
  arrayField,
  isRecord,
  type JsonRecord,
  ownField,
  stringField,
} from '../payload/jsonFields.ts'
import type { Conversation } from '../langchainObjects/conversation.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { createToolPairing } from '../tools/toolPairing.ts'

/** Fields in which chains give their answer, piece by piece. */
const ANSWER_FIELDS = ['answer', 'output', 'result', 'response', 'output_text'] as const
const DOCUMENT_FIELDS = ['context', 'documents', 'docs', 'source_documents'] as const

/**
 * Makes the reader for chunks that are objects: the fields of a chain that answers from documents, and the turns of an
 * agent. What it does not know stays together as `data`.
 */
export function createChunkReader(
  conversation: Conversation,
  output: EventOutput,
): (chunk: JsonRecord) => void {
  const pairing = createToolPairing()

  function readAction(action: unknown): void {
    if (!isRecord(action)) return
    const input = ownField(action, 'tool_input')
    const name = stringField(action, 'tool')
    const toolCallId = pairing.open(input, stringField(action, 'tool_call_id'))
    conversation.tools.run(toolCallId, name, input)
  }

  function readStep(step: unknown): void {
    const action = isRecord(step) && isRecord(step['action']) ? step['action'] : {}
    const id = pairing.close(ownField(action, 'tool_input'), stringField(action, 'tool_call_id'))
    if (id === undefined || !isRecord(step)) return
    const toolCallId = conversation.tools.idOf(id) ?? id
    conversation.tools.finish(toolCallId, { output: ownField(step, 'observation') })
  }

  /** Takes the field if it is what its name promises. */
  function readField(name: string, value: unknown): boolean {
    if (includes(ANSWER_FIELDS, name)) {
      if (typeof value !== 'string') return conversation.addChunk(value, { source: 'chunks' })
      if (value !== '') output.write({ type: 'text', channel: 'answer', delta: value })
      return true
    }
    return includes(DOCUMENT_FIELDS, name) && conversation.retrieve(value)
  }

  /** An agent's last chunk says its output, and the messages that led to it once more. */
  function readTurn(chunk: JsonRecord): boolean {
    const actions = arrayField(chunk, 'actions')
    const steps = arrayField(chunk, 'steps')
    actions?.forEach(readAction)
    steps?.forEach(readStep)
    return actions !== undefined || steps !== undefined
  }

  return (chunk) => {
    if (readTurn(chunk)) return
    const isAgent = Object.hasOwn(chunk, 'messages') && Object.hasOwn(chunk, 'output')
    const rest = Object.entries(chunk).filter(
      ([name, value]) => !readField(name, value) && !(isAgent && name === 'messages'),
    )
    if (rest.length === 0) return
    output.write({ type: 'data', name: 'chunk', data: Object.fromEntries(rest) })
  }
}

function includes(names: readonly string[], name: string): boolean {
  return names.includes(name)
}
