import type { EventOf } from '../events.ts'
import { type JsonLimits, parseJson } from '../payload/json.ts'

/** The input of one tool call while it arrives in pieces. */
export interface ToolInput {
  readonly id: string
  readonly name: string | undefined
  /** Whether anything of the input has arrived. */
  readonly isEmpty: boolean
  readonly hasEnded: boolean
  /** Whether what has arrived is JSON from its beginning to its end. */
  isComplete(): boolean
  start(input?: unknown): EventOf<'tool-start'>
  /** Takes the next piece of the raw text. */
  grow(delta: string): EventOf<'tool-delta'>
  /**
   * The input is whole: the given one, else what the pieces say, else what the call started with.
   * @returns `undefined` when that was said before.
   */
  end(input?: unknown): EventOf<'tool-end'> | undefined
}

/** Follows the input of one tool call, whatever the backend knows it by. */
export function createToolInput(
  id: string,
  name: string | undefined,
  limits?: JsonLimits,
): ToolInput {
  let text = ''
  let first: unknown
  let hasEnded = false

  return {
    id,
    name,
    get isEmpty() {
      return text === ''
    },
    get hasEnded() {
      return hasEnded
    },
    isComplete: () => parseJson(text, limits).ok,
    start(input) {
      first = input
      return { type: 'tool-start', toolCallId: id, name, input }
    },
    grow(delta) {
      text += delta
      return { type: 'tool-delta', toolCallId: id, of: 'input', delta }
    },
    end(input) {
      if (hasEnded) return undefined
      hasEnded = true
      const whole = input ?? (text === '' ? (first ?? {}) : readToolInput(text, limits))
      return { type: 'tool-end', toolCallId: id, phase: 'input', name, input: whole }
    },
  }
}

/** The arguments as JSON says them; nothing is no arguments, and what is no JSON is shown as it was written. */
export function readToolInput(text: string, limits?: JsonLimits): unknown {
  if (text.trim() === '') return {}
  const parsed = parseJson(text, limits)
  return parsed.ok ? parsed.value : text
}
