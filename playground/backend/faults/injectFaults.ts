import { traitsOf, type FaultKind, type FaultRule } from '../../shared/faultRule.ts'
import type { Piece } from '../piece.ts'
import type { LoggedRequest } from './faultLog.ts'
import { createProxy } from './proxy.ts'

export interface Injection {
  readonly rules: readonly FaultRule[]
  /** A frame of the dialect with broken JSON in it. */
  readonly malformed: string
  readonly logged: Pick<LoggedRequest, 'now' | 'note'>
}

const BYTE_ORDER_MARK = Uint8Array.of(0xef, 0xbb, 0xbf)
const LINE_ENDS: Readonly<Record<string, string>> = { crlf: '\r\n', cr: '\r' }

/** These stand between two frames, wherever their point lies. */
const BETWEEN_FRAMES: ReadonlySet<FaultKind> = new Set<FaultKind>(['malformed', 'replay'])

/** Puts the faults of a body where their rules say, and tells of each when it strikes. */
export function* injectFaults(pieces: Iterable<Piece>, injection: Injection): Generator<Piece> {
  const { rules, malformed, logged } = injection
  const points = rules.filter(({ kind }) => traitsOf(kind).place === 'point')
  const waiting = new Set(points.toSorted((one, other) => one.at - other.at))
  const proxy = createProxy()
  const frames: Uint8Array[] = []
  let sent = 0

  function* send(bytes: Uint8Array, wait = 0): Generator<Piece> {
    sent += bytes.length
    yield* proxy.send(bytes, wait)
  }

  function strikeAll(kind: FaultKind): FaultRule | undefined {
    const rule = rules.find((one) => one.kind === kind)
    if (rule) logged.note(rule, { frame: 0, byte: 0 })
    return rule
  }

  /** The place in the next bytes where a rule strikes; `undefined` when it does not strike there. */
  function findCut({ kind, at, unit }: FaultRule, bytes: Uint8Array): number | undefined {
    const place = unit === 'bytes' ? Math.max(0, at - sent) : 0
    const reached = {
      frames: frames.length >= at,
      bytes: place < bytes.length,
      ms: logged.now() >= at,
    }
    if (!reached[unit]) return undefined
    if (BETWEEN_FRAMES.has(kind)) return place === 0 ? 0 : undefined
    if (kind !== 'split') return place
    const lead = bytes.subarray(place).findIndex((byte) => byte >= 0xc2)
    return lead < 0 ? undefined : place + lead + 1
  }

  /** Does what a rule says; gives `true` where nothing comes behind it. */
  function* strike({ kind, value }: FaultRule): Generator<Piece, boolean> {
    if (kind === 'reset') yield { kind: 'drop' }
    if (kind === 'end') yield* proxy.flush()
    if (kind === 'malformed') yield* send(Buffer.from(malformed))
    if (kind === 'replay') for (const frame of frames.slice(-Number(value))) yield* send(frame)
    if (kind === 'slow') proxy.delay(Number(value))
    if (kind === 'buffer') proxy.hold(Number(value))
    if (kind === 'split') yield { kind: 'stall', ms: Number(value) }
    if (kind === 'hang') yield { kind: 'stall', ms: Number(value) || undefined }
    return kind === 'reset' || kind === 'end'
  }

  if (strikeAll('bom')) yield* send(BYTE_ORDER_MARK)
  const lineEnd = LINE_ENDS[strikeAll('line-ends')?.value ?? '']
  for (const piece of pieces) {
    if (piece.kind !== 'text') {
      yield piece
      continue
    }
    const content = lineEnd === undefined ? piece.text : endLines(piece.text, lineEnd)
    const whole = Buffer.from(content)
    let rest: Uint8Array = whole
    let { wait } = piece
    for (const rule of waiting) {
      const cut = findCut(rule, rest)
      if (cut === undefined) continue
      waiting.delete(rule)
      yield* send(rest.subarray(0, cut), wait)
      rest = rest.subarray(cut)
      wait = 0
      logged.note(rule, { frame: frames.length, byte: sent })
      if (yield* strike(rule)) return
    }
    yield* send(rest, wait)
    // A comment is no frame.
    if (!content.startsWith(':')) frames.push(whole)
  }
  yield* proxy.flush()
}

function endLines(text: string, lineEnd: string): string {
  return text.replaceAll(/\r\n|\n/g, lineEnd)
}
