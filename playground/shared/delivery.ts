import { readFaultRules, writeFaultRules, type FaultRule } from './faultRule.ts'

/** How the backend cuts its answer: one write per model token, per sentence, or per byte. */
export const chunkings = ['token', 'sentence', 'byte'] as const
export type Chunking = (typeof chunkings)[number]

/** What the backend gets wrong on purpose; `composed`: what the rules of the user say. */
export const faults = [
  'none',
  'http-500',
  'http-400',
  'login-page',
  'wrong-type',
  'json-body',
  'malformed',
  'oversize',
  'stall',
  'drop',
  'composed',
] as const
export type Fault = (typeof faults)[number]

/** Tokens per second; `0` sends as fast as the client reads. */
export const speeds = [10, 40, 120, 0] as const

/** How an answer travels, as the query of the request's URL says it. */
export interface Delivery {
  /** Tokens per second, `0` for no pause at all. */
  readonly speed: number
  readonly chunking: Chunking
  readonly fault: Fault
  /**
   * Names one question: the fault strikes its first request only, as faults of a network do, and rules count the
   * requests of it.
   */
  readonly once: string | undefined
  /** What goes wrong where the fault is `composed`. */
  readonly rules: readonly FaultRule[]
  /** Every frame has an id, and a request with `Last-Event-ID` gets what comes behind that. */
  readonly isNumbered: boolean
}

/** Reads the query of a request; what is missing or unknown takes its default. */
export function readDelivery(query: URLSearchParams): Delivery {
  const speed = Number(query.get('speed') ?? 40)
  return {
    speed: Number.isFinite(speed) && speed >= 0 ? speed : 40,
    chunking: chunkings.find((chunking) => chunking === query.get('chunking')) ?? 'token',
    fault: faults.find((fault) => fault === query.get('fault')) ?? 'none',
    once: query.get('once') ?? undefined,
    rules: readFaultRules(query.get('rules') ?? ''),
    isNumbered: query.has('ids'),
  }
}

/** Writes a delivery as a query, defaults left out so that the URL stays short. */
export function writeDelivery(delivery: Delivery): URLSearchParams {
  const query = new URLSearchParams({
    speed: String(delivery.speed),
    chunking: delivery.chunking,
  })
  if (delivery.fault !== 'none') query.set('fault', delivery.fault)
  if (delivery.fault === 'composed') query.set('rules', writeFaultRules(delivery.rules))
  if (delivery.fault !== 'none' && delivery.once) query.set('once', delivery.once)
  if (delivery.isNumbered) query.set('ids', '1')
  return query
}
