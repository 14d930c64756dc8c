import type { EventOf } from '../events.ts'
import type { JsonLimits } from '../payload/json.ts'
import { createToolInput, type ToolInput } from './toolInput.ts'

/** A piece of a tool call as models stream them: the first brings id and name, the others more of the arguments. */
export interface ToolPiece {
  /** The place of the call among those of its message: its index, or its id where there is none. */
  readonly place: string
  readonly id?: string | undefined
  readonly name?: string | undefined
  /** The next piece of the arguments, as JSON text. */
  readonly delta?: string | undefined
}

type ToolEvent = EventOf<'tool-start' | 'tool-delta' | 'tool-end'>

/** Puts the pieces of tool calls together that run side by side. */
export interface ToolPieces {
  add(piece: ToolPiece): readonly ToolEvent[]
  /** The model has said all: the inputs of the calls that are open are whole. */
  finish(): readonly ToolEvent[]
}

/**
 * A call without an id gets a number. Another id at the same place begins another call, and with that the one before it
 * is whole: some backends count every call as the first.
 */
export function createToolPieces(limits?: JsonLimits): ToolPieces {
  const open = new Map<string, ToolInput>()
  let calls = 0

  function close(place: string): readonly ToolEvent[] {
    const end = open.get(place)?.end()
    open.delete(place)
    return end === undefined ? [] : [end]
  }

  function begin({ place, id, name }: ToolPiece): readonly ToolEvent[] {
    calls++
    const events = close(place)
    const call = createToolInput(id || `tool-${calls}`, name || undefined, limits)
    open.set(place, call)
    return [...events, call.start()]
  }

  return {
    add(piece) {
      const known = open.get(piece.place)
      const isOther = known === undefined || (Boolean(piece.id) && piece.id !== known.id)
      const events = isOther ? begin(piece) : []
      const delta = piece.delta ? open.get(piece.place)?.grow(piece.delta) : undefined
      return delta === undefined ? events : [...events, delta]
    },
    finish: () => [...open.keys()].flatMap(close),
  }
}
