import type { DialectContext } from '../dialect.ts'
import {
  arrayField,
  idField,
  inWords,
  isRecord,
  type JsonRecord,
  numberField,
  ownField,
  recordField,
  stringField,
} from '../payload/jsonFields.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { createToolInput, type ToolInput } from '../tools/toolInput.ts'

/** Puts tool calls together from their pieces. */
export interface ChatToolCalls {
  read(delta: JsonRecord): void
  /** No more pieces come: closes the calls that are open. */
  end(): void
}

interface OpenCall {
  readonly index: number | undefined
  readonly input: ToolInput
}

/** The id of a call made in the manner before tools, which could be but one. */
const LEGACY_ID = 'legacy'

/**
 * A piece names its call by `index`, in some clones by `id`, in others not at all: then it belongs to the last one.
 *
 * Clones that give every call the index 0 are told by a piece with a new id and a name; those that give no id either, by
 * a name with arguments behind arguments that are whole.
 */
export function createChatToolCalls(context: DialectContext, output: EventOutput): ChatToolCalls {
  const calls: OpenCall[] = []

  function readPiece(piece: JsonRecord): void {
    const target = recordField(piece, 'function') ?? recordField(piece, 'custom') ?? piece
    const index = numberField(piece, 'index')
    const id = idField(piece, 'id')
    const name = stringField(target, 'name') || undefined
    const input = ownField(target, 'arguments') ?? ownField(target, 'input')
    const known = findCall(index, id, name)
    const mayBeAnother = id === undefined && name !== undefined && beginsInput(input)
    const call = mayBeAnother && known?.input.isComplete() ? undefined : known
    readArguments((call ?? openCall(index, id, name)).input, input)
  }

  function findCall(
    index: number | undefined,
    id: string | undefined,
    name: string | undefined,
  ): OpenCall | undefined {
    if (index === undefined) {
      if (id !== undefined) return calls.findLast((call) => call.input.id === id)
      return name === undefined ? calls.at(-1) : undefined
    }
    const known = calls.findLast((call) => call.index === index)
    const isAnother = id !== undefined && name !== undefined && known?.input.id !== id
    return isAnother ? undefined : known
  }

  function openCall(
    index: number | undefined,
    ownId: string | undefined,
    name: string | undefined,
  ): OpenCall {
    const id = ownId ?? `tool-${calls.length + 1}`
    const call = { index, input: createToolInput(id, name, context.json) }
    calls.push(call)
    output.write(call.input.start())
    return call
  }

  /** Arguments are text that is JSON; some clones send them as what that JSON says. */
  function readArguments(input: ToolInput, value: unknown): void {
    if (value === undefined || value === null || value === '' || input.hasEnded) return
    output.write(input.grow(inWords(value)))
  }

  return {
    read(delta) {
      for (const piece of arrayField(delta, 'tool_calls') ?? []) {
        if (isRecord(piece)) readPiece(piece)
        else output.writeUnknown(piece)
      }
      const legacy = recordField(delta, 'function_call')
      if (legacy !== undefined) readPiece({ id: LEGACY_ID, function: legacy })
    },
    end() {
      for (const { input } of calls) {
        const end = input.end()
        if (end !== undefined) output.write(end)
      }
    },
  }
}

/** Whether arguments begin with this piece; asked first, for the pieces before it are read again where they do. */
function beginsInput(input: unknown): boolean {
  return typeof input === 'string' ? input.trimStart().startsWith('{') : isRecord(input)
}
