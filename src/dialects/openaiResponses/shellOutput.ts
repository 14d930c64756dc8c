import { isRecord, type JsonRecord, stringField } from '../payload/jsonFields.ts'
import type { KindReader, KindRow } from '../payload/kindReader.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { placeOf } from './place.ts'

/** Reads what a shell on the server prints while it runs; the item behind it has all of it once more. */
export interface ShellOutput {
  readonly readers: readonly KindRow[]
  /** Output of a call begins at a place. */
  open(place: string, item: JsonRecord): void
}

const STREAMS = ['stdout', 'stderr'] as const

export function createShellOutput(output: EventOutput): ShellOutput {
  const callIds = new Map<string, string>()

  const grow: KindReader = (event) => {
    const toolCallId = callIds.get(placeOf(event))
    if (toolCallId === undefined || !isRecord(event['delta'])) return false
    for (const name of STREAMS) {
      const delta = stringField(event['delta'], name)
      if (delta) output.write({ type: 'tool-delta', toolCallId, of: 'output', delta })
    }
    return true
  }

  return {
    readers: [
      ['response.shell_call_output_content.delta', grow],
      ['response.shell_call_output_content.done', () => true],
    ],
    open(place, item) {
      const callId = stringField(item, 'call_id')
      if (callId) callIds.set(place, callId)
    },
  }
}
