import type { DoneReason } from '../events.ts'
import { readFinishReason } from '../bookkeeping/finishReason.ts'
import { readTokenUsage } from '../bookkeeping/tokenUsage.ts'
import { type JsonRecord, recordField, stringField } from '../payload/jsonFields.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import type { LangchainMessage } from './message.ts'

/** What messages say of how they were made: by which model, with how many tokens, and why it stopped. */
export interface Circumstances {
  /** Reads those of a message, or of a piece of one; `id` is its own or what names it otherwise. */
  read(message: LangchainMessage, id: string): void
  /** Why the model stopped that spoke last, if it was cut short. */
  readonly cutShort: DoneReason | undefined
}

const CUT_SHORT: ReadonlySet<DoneReason> = new Set<DoneReason>(['length', 'content-filter'])

export function createCircumstances(output: EventOutput): Circumstances {
  const counted = new Set<string>()
  let model: string | undefined
  let cutShort: DoneReason | undefined

  function readResponse(metadata: JsonRecord): void {
    const name = stringField(metadata, 'model_name') ?? stringField(metadata, 'model')
    if (name && name !== model) {
      model = name
      output.write({ type: 'meta', model })
    }
    const rawReason = stringField(metadata, 'finish_reason') ?? stringField(metadata, 'stop_reason')
    if (!rawReason) return
    const reason = readFinishReason(rawReason)
    cutShort = CUT_SHORT.has(reason) ? reason : undefined
  }

  return {
    read({ fields, isChunk }, id) {
      const metadata = recordField(fields, 'response_metadata')
      if (metadata !== undefined) readResponse(metadata)
      const figures = recordField(fields, 'usage_metadata')
      const usage = figures && readTokenUsage(figures, false)
      // The pieces of a message add up to what the whole message says again.
      if (usage === undefined || (!isChunk && counted.has(id))) return
      counted.add(id)
      output.write(usage)
    },
    get cutShort() {
      return cutShort
    },
  }
}
