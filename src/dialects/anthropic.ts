import { createContentBlocks } from './anthropic/contentBlocks.ts'
import { createMessageUsage } from './anthropic/usage.ts'
import { defineDialect, type DetectionClaim, type DetectionProbe } from './dialect.ts'
import { readErrorRecord } from './payload/errorRecord.ts'
import type { DoneReason } from './events.ts'
import { readFinishReason } from './bookkeeping/finishReason.ts'
import { createIdWatch } from './bookkeeping/idWatch.ts'
import {
  arrayField,
  isRecord,
  type JsonRecord,
  ownField,
  recordField,
  stringField,
} from './payload/jsonFields.ts'
import type { KindReader } from './payload/kindReader.ts'
import { createRecordReader } from './payload/recordReader.ts'

/** A message that ends so is one of several: who runs the tools may send the next one down the same stream. */
const GOES_ON: ReadonlySet<string> = new Set(['tool_use', 'pause_turn'])

/** What the end of a message may say besides its reason, and the name it goes on under. */
const MESSAGE_DATA = [
  ['container', 'container'],
  ['stop-sequence', 'stop_sequence'],
  ['stop-details', 'stop_details'],
  ['context-management', 'context_management'],
] as const

/** A failure that is over by the next attempt. */
const OVERLOADED = 'overloaded_error'

/**
 * Anthropic's messages: blocks of text, thoughts and tools between `message_start` and `message_stop`.
 *
 * The text of all blocks is one text, for the model begins another block wherever it cites. A second `message_start`
 * without a stop before it is the answer begun anew; what the first one said is taken back. After a message that ends
 * with tools, the stream may go on with the next message, so `done` waits for the end of the body; the figures of all
 * messages add up.
 */
export const anthropicDialect = defineDialect({
  name: 'anthropic',
  create: (context) =>
    createRecordReader(context, (output) => {
      const blocks = createContentBlocks(context, output)
      const watchIds = createIdWatch([
        ['messageId', 'id'],
        ['model', 'model'],
      ])
      const usage = createMessageUsage()
      let isOpen = false
      let hasStopped = false
      let stopReason: string | undefined

      function readUsage(holder: JsonRecord): void {
        const counts = usage.read(holder)
        if (counts) output.write(counts)
      }

      const startMessage: KindReader = (event) => {
        const message = recordField(event, 'message')
        if (message === undefined) return false
        if (isOpen && stopReason === undefined) {
          blocks.takeBack()
          usage.takeBack()
        } else {
          blocks.startMessage()
          usage.startMessage()
        }
        isOpen = true
        hasStopped = false
        stopReason = undefined
        const ids = watchIds(message)
        if (ids) output.write(ids)
        readUsage(message)
        return true
      }

      const readMessageDelta: KindReader = (event) => {
        const delta = recordField(event, 'delta')
        stopReason = (delta && stringField(delta, 'stop_reason')) || stopReason
        for (const [name, field] of MESSAGE_DATA) {
          const data = (delta && ownField(delta, field)) ?? ownField(event, field)
          if (data !== undefined && data !== null) output.write({ type: 'data', name, data })
        }
        readUsage(event)
      }

      const stopMessage: KindReader = () => {
        isOpen = false
        hasStopped = true
        blocks.endMessage()
        if (!GOES_ON.has(stopReason ?? '')) finish()
      }

      /** A message that was not asked for as a stream has its blocks and its end in it. */
      const readWhole: KindReader = (message) => {
        startMessage({ message })
        for (const [index, content_block] of (arrayField(message, 'content') ?? []).entries()) {
          if (!blocks.start({ index, content_block })) output.writeUnknown(content_block)
          blocks.stop({ index })
        }
        const { usage: _usage, ...delta } = message
        readMessageDelta({ delta })
        stopMessage({})
      }

      const readError: KindReader = (event) => {
        const error = readErrorRecord(event)
        output.write({ ...error, recoverable: error.code === OVERLOADED })
        output.finish('error', true)
      }

      function finish(): void {
        output.finish(reasonOf(stopReason), true, stopReason)
      }

      const readers: ReadonlyMap<string, KindReader> = new Map<string, KindReader>([
        ['content_block_delta', blocks.readDelta],
        ['content_block_start', blocks.start],
        ['content_block_stop', blocks.stop],
        ['message', readWhole],
        ['message_start', startMessage],
        ['message_delta', readMessageDelta],
        ['message_stop', stopMessage],
        ['error', readError],
        ['ping', () => true],
      ])

      return {
        read(event) {
          const { type } = event
          const read = typeof type === 'string' ? readers.get(type) : undefined
          if (read === undefined || read(event) === false) output.writeUnknown(event)
        },
        readEndMark: finish,
        isOpen: () => !hasStopped,
        end() {
          if (hasStopped) finish()
          else output.finish('eof', false, stopReason)
        },
      }
    }),
  detect: detectAnthropic,
})

function reasonOf(stopReason: string | undefined): DoneReason {
  return stopReason === undefined ? 'stop' : readFinishReason(stopReason)
}

/** What each event never lacks, and what others who have an event of this name do. */
const MARKS: ReadonlyMap<string, (event: JsonRecord) => boolean> = new Map<
  string,
  (event: JsonRecord) => boolean
>([
  [
    'message',
    (event) => arrayField(event, 'content') !== undefined && Object.hasOwn(event, 'stop_reason'),
  ],
  ['message_start', (event) => recordField(event, 'message') !== undefined],
  ['content_block_start', (event) => recordField(event, 'content_block') !== undefined],
  ['content_block_delta', (event) => recordField(event, 'delta') !== undefined],
  ['content_block_stop', (event) => typeof event['index'] === 'number'],
  ['message_delta', (event) => recordField(event, 'delta') !== undefined],
  ['message_stop', () => true],
  ['error', (event) => stringField(recordField(event, 'error') ?? {}, 'type') !== undefined],
  ['ping', (event) => Object.keys(event).length === 1],
])

const COMMON: ReadonlySet<string> = new Set(['error', 'ping'])

function detectAnthropic({ json }: DetectionProbe): DetectionClaim | undefined {
  if (!isRecord(json)) return undefined
  const type = stringField(json, 'type') ?? ''
  if (!MARKS.get(type)?.(json)) return undefined
  const rule = type === 'error' ? 'type is "error" and the error has a type' : `type is "${type}"`
  return COMMON.has(type) ? { rule, provisional: true } : { rule }
}
