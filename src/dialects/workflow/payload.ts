import { type Frame, isUnnamed } from '../../framing/frame.ts'
import type { EventOf } from '../events.ts'
import { type JsonLimits, parseJson } from '../payload/json.ts'
import { idField, isRecord, type JsonRecord, stringField } from '../payload/jsonFields.ts'
import { malformedFrame } from '../payload/malformedFrame.ts'

/** What one line of the workflow backend can be. */
export type WorkflowPayload =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'signal'; readonly name: string; readonly fields: JsonRecord }
  /** What a step gave that is no text, and the JSON it came in. */
  | { readonly kind: 'content'; readonly value: unknown; readonly json: string }
  /** All of an answer that was not asked for as a stream. */
  | {
      readonly kind: 'whole'
      readonly content: WorkflowPayload
      readonly runId: string | undefined
    }
  /** The data of an event of another name. */
  | { readonly kind: 'named'; readonly name: string; readonly data: unknown }
  /** An exception, in plain words or in JSON around them. */
  | { readonly kind: 'failure'; readonly words: string }
  | { readonly kind: 'malformed'; readonly events: readonly EventOf<'error'>[] }
  | { readonly kind: 'end' }

/** The end of the stream, in quotes as a rule. */
export const END_MARK = '[DONE]'

/**
 * Reads what one frame holds. That is one payload, but where the backend parts its `data` lines by single line breaks
 * they arrive as one frame: then each line that is JSON on its own is one.
 *
 * What is not JSON is the text of an exception, the last thing that this backend says, also over several lines.
 */
export function readPayloads(frame: Frame, limits?: JsonLimits): readonly WorkflowPayload[] {
  const text = frame.data?.trim() ?? ''
  // Its name says enough: the text of an exception may be empty.
  if (frame.event === 'error') return [{ kind: 'failure', words: text }]
  if (text === '') return []
  if (!isUnnamed(frame)) return [readNamed(frame, text, limits)]
  const whole = readJson(text, frame, limits)
  if (whole !== undefined) return [whole]

  const payloads: WorkflowPayload[] = []
  const lines = text.split('\n')
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue
    const payload = readJson(line.trim(), frame, limits)
    if (payload === undefined) {
      const rest = lines.slice(index).join('\n')
      return [...payloads, ...readUnparsable(rest, frame)]
    }
    payloads.push(payload)
  }
  return payloads
}

/**
 * Reads an event that has a name, as those around the backend add them: none of it is the answer. A signal under its own
 * name is one, and the end mark is the end under any.
 */
function readNamed(frame: Frame, text: string, limits?: JsonLimits): WorkflowPayload {
  const name = frame.event
  const payload = readJson(text, frame, limits)
  if (payload?.kind === 'end' || payload?.kind === 'malformed') return payload
  if (payload?.kind === 'signal' && payload.name === name) return payload
  const parsed = parseJson(text, limits)
  return { kind: 'named', name, data: parsed.ok ? parsed.value : text }
}

/** Gives `undefined` for what is not JSON. */
function readJson(text: string, frame: Frame, limits?: JsonLimits): WorkflowPayload | undefined {
  if (text === END_MARK) return { kind: 'end' }
  const parsed = parseJson(text, limits)
  if (parsed.ok) return classify(parsed.value, text)
  if (parsed.problem === 'syntax') return undefined
  return { kind: 'malformed', events: malformedFrame(frame, parsed.problem) }
}

function classify(value: unknown, json: string): WorkflowPayload {
  if (value === END_MARK) return { kind: 'end' }
  if (typeof value === 'string') return { kind: 'text', text: value }
  if (isWorkflowDocument(value)) {
    const { content } = value
    const whole = classify(content, JSON.stringify(content))
    return { kind: 'whole', content: whole, runId: idField(value, 'run_id') }
  }
  const name = isRecord(value) ? stringField(value, 'type') : undefined
  if (name === 'error') return { kind: 'failure', words: json }
  if (isRecord(value) && name !== undefined) return { kind: 'signal', name, fields: value }
  return { kind: 'content', value, json }
}

/** Whether this is what the route for those who want no stream answers: `{success, content, workflow_id, run_id}`. */
export function isWorkflowDocument(value: unknown): value is JsonRecord {
  return isRecord(value) && value['success'] === true && Object.hasOwn(value, 'content')
}

/** Tells an exception from a string or an object that was garbled on its way. */
function readUnparsable(text: string, frame: Frame): readonly WorkflowPayload[] {
  if (frame.truncated && END_MARK.startsWith(text)) return []
  if (/^[{"]/.test(text)) return [{ kind: 'malformed', events: malformedFrame(frame, 'syntax') }]
  return [{ kind: 'failure', words: text }]
}
