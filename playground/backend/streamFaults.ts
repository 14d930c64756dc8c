import type { Fault } from '../shared/delivery.ts'
import { text, type Piece } from './piece.ts'
import type { Framing, Wire } from './wire/wire.ts'

type Spoil = (pieces: readonly Piece[], wire: Wire) => readonly Piece[]

/** Larger than the kit's default limit of 1 MiB for one event. */
const OVERSIZE = 1024 * 1024 + 4096

const oversizeEvents: Readonly<Record<Framing, string>> = {
  sse: `data: ${'x'.repeat(OVERSIZE)}\n\n`,
  ndjson: `{"x":"${'x'.repeat(OVERSIZE)}"}\n`,
}

/** Faults that strike in mid-stream, after two fifths of it. */
export const streamFaults: Readonly<Partial<Record<Fault, Spoil>>> = {
  malformed: (pieces, wire) => insert(pieces, [text(wire.malformed)]),
  oversize: (pieces, wire) => insert(pieces, [text(oversizeEvents[wire.framing ?? 'sse'])]),
  stall: (pieces) => [...head(pieces), { kind: 'stall' }],
  drop: (pieces) => [...head(pieces), ...tornEvent(pieces), { kind: 'drop' }],
}

function insert(pieces: readonly Piece[], extra: readonly Piece[]): readonly Piece[] {
  return [...head(pieces), ...extra, ...pieces.slice(middle(pieces))]
}

function head(pieces: readonly Piece[]): readonly Piece[] {
  return pieces.slice(0, middle(pieces))
}

/** The first half of the next event: a connection does not wait for a good place to break. */
function tornEvent(pieces: readonly Piece[]): readonly Piece[] {
  const next = pieces[middle(pieces)]
  return next?.kind === 'text' ? [text(next.text.slice(0, Math.ceil(next.text.length / 2)))] : []
}

function middle(pieces: readonly Piece[]): number {
  return Math.floor(pieces.length * 0.4)
}
