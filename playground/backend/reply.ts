import type { ServerResponse } from 'node:http'
import type { Delivery } from '../shared/delivery.ts'
import type { FaultRule } from '../shared/faultRule.ts'
import { deliver } from './deliver.ts'
import type { LoggedRequest } from './faults/faultLog.ts'
import { findContentType, findRefusal, refuse } from './faults/headFaults.ts'
import { injectFaults } from './faults/injectFaults.ts'
import { numberFrames } from './numberFrames.ts'
import { answer, responseFaults } from './responseFaults.ts'
import { streamFaults } from './streamFaults.ts'
import type { Framing, Question, Wire } from './wire/wire.ts'

const START = { frame: 0, byte: 0 }

const contentTypes: Readonly<Record<Framing, string>> = {
  sse: 'text/event-stream; charset=utf-8',
  ndjson: 'application/x-ndjson',
}

/** A request with everything that its answer depends on. */
export interface Reply extends Delivery {
  readonly wire: Wire
  readonly question: Question
  readonly logged: LoggedRequest
  /** The last frame that the reader has of an earlier response; `NaN` where it has none. */
  readonly lastEventId: number
}

/** Answers one request: with a refusal, with a fault in the place of an answer, or with a stream. */
export async function reply(asked: Reply, response: ServerResponse): Promise<void> {
  const { wire, question, fault, logged } = asked
  const refusal = wire.refuse?.(question.text)
  if (refusal !== undefined) {
    answer(response, 400, 'application/json', wire.failure(400, refusal))
    return
  }
  const respond = responseFaults[fault]
  if (respond) {
    respond(response, wire)
    return
  }
  const composed = fault === 'composed' ? asked.rules : []
  const rules = composed.filter(({ tries }) => tries === 0 || logged.attempt <= tries)
  const refusing = findRefusal(rules)
  if (refusing) {
    logged.note(refusing, START)
    refuse(response, refusing, wire)
    return
  }
  await stream(asked, rules, response)
}

async function stream(
  asked: Reply,
  rules: readonly FaultRule[],
  response: ServerResponse,
): Promise<void> {
  const { wire, question, fault, logged, isNumbered, lastEventId } = asked
  const left = new AbortController()
  response.once('close', () => left.abort())
  const typed = findContentType(rules)
  if (typed) logged.note(typed.rule, START)
  const framing = wire.framing ?? 'sse'
  response.writeHead(200, {
    'content-type': typed?.contentType ?? wire.contentType?.(question) ?? contentTypes[framing],
    'cache-control': 'no-cache',
    connection: 'keep-alive',
    'x-accel-buffering': 'no',
    ...wire.headers,
  })
  response.flushHeaders()
  const written = [...wire.write(question)]
  const after = Number.isSafeInteger(lastEventId) ? lastEventId : 0
  const pieces = isNumbered && framing === 'sse' ? [...numberFrames(written, after)] : written
  const spoilt = streamFaults[fault]?.(pieces, wire) ?? pieces
  const sent =
    rules.length === 0 ? spoilt : injectFaults(spoilt, { rules, malformed: wire.malformed, logged })
  try {
    await deliver(response, sent, asked, left.signal)
  } catch (error) {
    // A client that leaves is an ordinary end of a stream.
    if (!left.signal.aborted) throw error
  }
}
