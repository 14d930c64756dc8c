import type { DialectContext } from '../dialect.ts'
import type { DifyAnswer } from './answer.ts'
import { parseJson } from '../payload/json.ts'
import { idField, isRecord, type JsonRecord, ownField, stringField } from '../payload/jsonFields.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { isSameJson } from '../payload/sameJson.ts'

interface Thought {
  text: string
  readonly calls: Map<string, Call>
}

interface Call {
  input: unknown
  hasOutput: boolean
}

/**
 * Reads the thoughts of an agent. Each is sent several times under one id, every time with more of it: the words, then
 * the tools (`a;b`) and their input, then what they gave.
 *
 * Most agents say in the answer what they think, and their thought then says it again: it is told where it stands.
 *
 * Input and observation are JSON with a field per tool, or plain text where there is one tool only.
 */
export function createDifyThoughts(
  context: DialectContext,
  output: EventOutput,
  answer: DifyAnswer,
): (thought: JsonRecord) => void {
  const thoughts = new Map<string, Thought>()

  function readCall(known: Thought, toolCallId: string, name: string, record: JsonRecord): void {
    const input = shareOf(name, stringField(record, 'tool_input'))
    const call = known.calls.get(toolCallId)
    if (call === undefined) {
      known.calls.set(toolCallId, { input, hasOutput: false })
      output.write({ type: 'tool-start', toolCallId, name, input })
    } else if (input !== undefined && !isSameJson(call.input, input)) {
      call.input = input
      output.write({ type: 'tool-end', toolCallId, phase: 'input', name, input })
    }
    const result = shareOf(name, stringField(record, 'observation'))
    const open = known.calls.get(toolCallId)
    if (result === undefined || open === undefined || open.hasOutput) return
    open.hasOutput = true
    output.write({ type: 'tool-end', toolCallId, phase: 'output', name, output: result })
  }

  function shareOf(name: string, text: string | undefined): unknown {
    if (!text) return undefined
    const parsed = parseJson(text, context.json)
    if (!parsed.ok) return text
    if (!isRecord(parsed.value)) return text
    return Object.hasOwn(parsed.value, name) ? ownField(parsed.value, name) : parsed.value
  }

  return (record) => {
    const id = idField(record, 'id') ?? idField(record, 'message_id') ?? 'thought'
    const text = stringField(record, 'thought')
    const isAnswer = text !== undefined && answer.says(text)
    const known = thoughts.get(id) ?? { text: '', calls: new Map<string, Call>() }
    if (!thoughts.has(id)) answer.beginThought()
    thoughts.set(id, known)
    if (text && text !== known.text && !isAnswer) {
      known.text = text
      output.write({
        type: 'text-full',
        channel: 'reasoning',
        text,
        mode: 'snapshot',
        partId: id,
      })
    }
    const names = (stringField(record, 'tool') ?? '').split(';').filter((name) => name !== '')
    for (const [index, name] of names.entries()) {
      readCall(known, names.length === 1 ? id : `${id}:${index}`, name, record)
    }
  }
}
