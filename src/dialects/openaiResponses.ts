import {
  defineDialect,
  type DetectionClaim,
  type DetectionProbe,
  type DialectContext,
  type DialectReader,
} from './dialect.ts'
import { readErrorRecord } from './payload/errorRecord.ts'
import type { DoneReason } from './events.ts'
import { readFinishReason } from './bookkeeping/finishReason.ts'
import { createIdWatch } from './bookkeeping/idWatch.ts'
import {
  arrayField,
  isRecord,
  type JsonRecord,
  recordField,
  stringField,
} from './payload/jsonFields.ts'
import type { KindReader } from './payload/kindReader.ts'
import { createNumberedOutput } from './openaiResponses/numberedOutput.ts'
import { createOutputItems } from './openaiResponses/outputItems.ts'
import { createOutputText } from './openaiResponses/outputText.ts'
import { readPhase } from './openaiResponses/phase.ts'
import { createRecordReader } from './payload/recordReader.ts'
import { readTokenUsage } from './bookkeeping/tokenUsage.ts'

/**
 * OpenAI's responses: events named `response.…` about items of output, `response.completed` or one of its kin at the
 * end. Items are known by their place, for some servers give one item another id in every event.
 *
 * A call whose result is not in the stream makes the reason `tool-calls`, an approval that is asked for `interrupt`.
 * The number of each event is its id, for resuming with `starting_after`.
 */
export const openaiResponsesDialect = defineDialect({
  name: 'openai-responses',
  create: createResponsesReader,
  detect: detectResponses,
})

function createResponsesReader(context: DialectContext): DialectReader {
  return createRecordReader(context, (untagged) => {
    const output = createNumberedOutput(untagged)
    const text = createOutputText(context, output)
    const items = createOutputItems(context, output, text)
    const watchIds = createIdWatch([
      ['messageId', 'id'],
      ['model', 'model'],
      ['conversationId', 'conversation'],
    ])
    const toldFaults = new Set<string>()

    function readIds(response: JsonRecord): void {
      const { conversation } = response
      const ids = watchIds(
        isRecord(conversation) ? { ...response, conversation: conversation['id'] } : response,
      )
      if (ids) output.write(ids)
    }

    /** An `error` is mostly followed by a response that has failed of the same. */
    function tellFault(record: JsonRecord): void {
      const error = readErrorRecord(record)
      if (toldFaults.has(error.message)) return
      toldFaults.add(error.message)
      output.write(error)
    }

    const readProgress: KindReader = (event) => {
      const response = recordField(event, 'response')
      if (response === undefined) return false
      readIds(response)
      const phase = stringField(event, 'type')?.slice('response.'.length)
      if (phase === undefined || phase === 'created') return true
      output.write({ type: 'status', message: phase.replaceAll('_', ' '), phase })
      return true
    }

    const readTerminal: KindReader = (event) => {
      const response = recordField(event, 'response') ?? {}
      readIds(response)
      items.readWhole(arrayField(response, 'output') ?? [])
      const usage = recordField(response, 'usage')
      const counts = usage && readTokenUsage(usage, true)
      if (counts) output.write(counts)
      const status = stringField(event, 'type')?.slice('response.'.length)
      const rawReason = stringField(response, 'status') ?? status
      if (rawReason === 'failed') {
        tellFault(recordField(response, 'error') ?? {})
        output.finish('error', true, rawReason)
      } else if (rawReason === 'incomplete') {
        const details = recordField(response, 'incomplete_details') ?? {}
        const reason = stringField(details, 'reason') ?? rawReason
        output.finish(readFinishReason(reason), true, reason)
      } else output.finish(rawReason === 'cancelled' ? 'other' : reasonOf(), true, rawReason)
    }

    /** A response that was not asked for as a stream is what the last event of one brings. */
    function readWhole(response: JsonRecord): void {
      const status = stringField(response, 'status') ?? 'completed'
      const event = { type: `response.${status}`, response }
      if (BEGINNINGS.has(status)) readProgress(event)
      else readTerminal(event)
    }

    function reasonOf(): DoneReason {
      if (toldFaults.size > 0) return 'error'
      if (text.hasRefused) return 'content-filter'
      if (items.wantsApproval) return 'interrupt'
      return items.hasPendingCalls ? 'tool-calls' : 'stop'
    }

    const readers: ReadonlyMap<string, KindReader> = new Map<string, KindReader>([
      ...text.readers,
      ...items.readers,
      ['response.created', readProgress],
      ['response.queued', readProgress],
      ['response.in_progress', readProgress],
      ['response.completed', readTerminal],
      ['response.incomplete', readTerminal],
      ['response.failed', readTerminal],
      ['response.cancelled', readTerminal],
      ['response.done', readTerminal],
      ['error', tellFault],
      ['keepalive', () => true],
    ])

    function read(event: JsonRecord): void {
      if (isResponse(event)) {
        readWhole(event)
        return
      }
      const { type, sequence_number: number } = event
      output.id = typeof number === 'number' ? String(number) : undefined
      const readKind = typeof type === 'string' ? readers.get(type) : undefined
      if (readKind !== undefined && readKind(event) !== false) return
      const phase = readPhase(event)
      if (phase === undefined) output.writeUnknown(event)
      else output.write(phase)
    }

    return {
      read,
      // All items came before; those that are left of them would stand in the wrong places.
      readRest(event) {
        const { output: _items, ...response } = recordField(event, 'response') ?? {}
        if (Object.keys(response).length > 0) read({ ...event, response })
      },
      readEndMark: () => output.finish(reasonOf(), true),
      isOpen: () => toldFaults.size === 0,
      end() {
        output.id = undefined
        output.finish(toldFaults.size > 0 ? 'error' : 'eof', false)
      },
    }
  })
}

/** States of a response that is worked on in the background. */
const BEGINNINGS: ReadonlySet<string> = new Set(['queued', 'in_progress'])

function isResponse(record: JsonRecord): boolean {
  return record['object'] === 'response' && Array.isArray(record['output'])
}

function detectResponses({ json }: DetectionProbe): DetectionClaim | undefined {
  if (!isRecord(json)) return undefined
  if (isResponse(json)) return { rule: 'object is "response"' }
  const type = stringField(json, 'type') ?? ''
  if (type.startsWith('response.')) return { rule: 'type begins with "response."' }
  const isOwn = type === 'error' && Object.hasOwn(json, 'param')
  const isNumbered = type === 'error' && typeof json['sequence_number'] === 'number'
  return isOwn || isNumbered
    ? { rule: 'type is "error" beside param or sequence_number', provisional: true }
    : undefined
}
