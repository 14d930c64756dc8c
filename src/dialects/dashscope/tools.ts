import type { DialectContext } from '../dialect.ts'
import { createGrowingText, type GrowingText } from '../text/growingText.ts'
import { idField, isRecord, numberField, recordField, stringField } from '../payload/jsonFields.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { readToolInput } from '../tools/toolInput.ts'

interface OpenCall {
  readonly toolCallId: string
  readonly name: string | undefined
  readonly input: GrowingText
}

/** Reads the calls of a model; their arguments come in pieces, or each time as all of them so far. */
export interface DashscopeTools {
  read(calls: readonly unknown[]): void
  /** The model has said all. */
  end(): void
}

export function createDashscopeTools(context: DialectContext, output: EventOutput): DashscopeTools {
  const open = new Map<string, OpenCall>()

  function openCall(place: string, id: string | undefined, name: string | undefined): OpenCall {
    const toolCallId = id ?? `tool-${open.size + 1}`
    const call = { toolCallId, name, input: createGrowingText() }
    open.set(place, call)
    output.write({ type: 'tool-start', toolCallId, name })
    return call
  }

  return {
    read(calls) {
      for (const [position, entry] of calls.entries()) {
        if (!isRecord(entry)) continue
        const target = recordField(entry, 'function') ?? entry
        const id = idField(entry, 'id')
        const place = String(numberField(entry, 'index') ?? id ?? position)
        const name = stringField(target, 'name') || undefined
        const { toolCallId, input } = open.get(place) ?? openCall(place, id, name)
        const growth = input.read(stringField(target, 'arguments') ?? '')
        // What takes the place of all before is said when the input is whole.
        if (growth?.kind !== 'piece') continue
        output.write({ type: 'tool-delta', toolCallId, of: 'input', delta: growth.text })
      }
    },
    end() {
      for (const { toolCallId, name, input: text } of open.values()) {
        const input = readToolInput(text.text, context.json)
        output.write({ type: 'tool-end', toolCallId, phase: 'input', name, input })
      }
      open.clear()
    },
  }
}
