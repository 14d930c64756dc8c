import type { Frame } from '../framing/frame.ts'
import {
  defineDialect,
  type DetectionClaim,
  type DetectionProbe,
  type DialectContext,
  type DialectReader,
} from './dialect.ts'
import { idField, isRecord } from './payload/jsonFields.ts'
import { FAILURE, isFinalState } from './langgraph/finalState.ts'
import { createGraphRun } from './langgraph/graphRun.ts'
import { createProtocolReader, isProtocolEvent } from './langgraph/protocol.ts'
import { readStreamPart, type StreamPart } from './langgraph/streamPart.ts'
import { createRecordReader, type EventOutput } from './payload/recordReader.ts'

/**
 * LangGraph's platform: the event says the stream mode, and behind a `|` the subgraph; any number of modes run side by
 * side and tell of the same things. Also its third protocol, whose objects say all that themselves, and what servers dump
 * that were written by hand.
 *
 * There is no terminal, so a clean end of the body is the end of the run.
 */
export const langgraphDialect = defineDialect({
  name: 'langgraph',
  create: createLanggraphReader,
  detect: detectLanggraph,
  acceptsDocument: (document) =>
    isFinalState(document) || (isRecord(document) && isProtocolEvent(document)),
  detectHeaders(headers) {
    const location = headers.get('content-location') ?? ''
    return /\/threads\/[^/]+\/runs\/|^\/?runs\//.test(location)
      ? { rule: 'header content-location names a run' }
      : undefined
  },
})

function createLanggraphReader(context: DialectContext): DialectReader {
  return createRecordReader(context, (wire) => {
    /** The number of the protocol's event that is read, where the event stream does not number its own. */
    let sequence: string | undefined
    const output: EventOutput = {
      ...wire,
      write: (event) => wire.write(sequence === undefined ? event : { ...event, id: sequence }),
    }
    const run = createGraphRun(context, output)
    const protocol = createProtocolReader(run, output)

    function read(payload: unknown, { event, id }: Frame): void {
      // Servers that came before the platform write `null` behind it.
      if (event === 'end') {
        run.end(true, 'end')
        return
      }
      if (event === '' && isFinalState(payload)) {
        if (FAILURE in payload) run.read('error', '', payload[FAILURE])
        else run.read('values', '', payload)
        return
      }
      const { mode, namespace, data } = readStreamPart(payload) ?? readEventName(event, payload)
      const isProtocol = isRecord(payload) && isProtocolEvent(payload)
      sequence = isProtocol && id === undefined ? idField(payload, 'seq') : undefined
      const isKnown = isProtocol ? protocol.read(payload) : run.read(mode, namespace, data)
      if (!isKnown) output.writeUnknown(payload)
    }

    return {
      read,
      readOther: read,
      readRest: read,
      readBare({ event }) {
        if (event === 'end') run.end(true, 'end')
      },
      readEndMark: () => run.end(true, '[DONE]'),
      isOpen: () => protocol.isRunning,
      end: () => run.end(!wire.isCut && !protocol.isRunning, protocol.ending),
    }
  })
}

/** `updates|node:id` is a mode and the subgraph that it tells of. */
function readEventName(event: string, data: unknown): StreamPart {
  const bar = event.indexOf('|')
  if (bar === -1) return { mode: event, namespace: '', data }
  return { mode: event.slice(0, bar), namespace: event.slice(bar + 1), data }
}

const SHARP_MODE =
  /^(?:messages\/(?:partial|complete|metadata)|(?:values|updates|messages|debug|tasks|checkpoints|events|custom|tools)\|.+|values|updates|messages|debug|tasks|checkpoints|events)$/

function detectLanggraph({ frame, json }: DetectionProbe): DetectionClaim | undefined {
  if (typeof json !== 'object' || json === null) return undefined
  const { event } = frame
  if (SHARP_MODE.test(event)) return { rule: `event is "${event}"` }
  if (!isRecord(json)) return undefined
  if (isProtocolEvent(json)) return { rule: 'method and params.namespace' }
  if (readStreamPart(json) !== undefined) return { rule: 'a mode with ns and data' }
  if (event === 'tools' && idField(json, 'toolCallId') !== undefined)
    return { rule: 'event is "tools"' }
  if (event !== 'metadata' || idField(json, 'run_id') === undefined) return undefined
  const isOurs = Object.hasOwn(json, 'attempt') || Object.hasOwn(json, 'thread_id')
  return { rule: 'event is "metadata"', provisional: !isOurs }
}
