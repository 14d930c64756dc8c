import { readdirSync, readFileSync } from 'node:fs'
import type { Dialect, DialectContext } from '../../src/dialects/dialect.ts'
import type { StreamEvent } from '../../src/dialects/events.ts'
import { createSseDecoder } from '../../src/framing/sse.ts'
import { reduceStream } from '../../src/state/reduce.ts'
import { createStreamState, type StreamState } from '../../src/state/streamState.ts'

/** What a backend put on the wire, and beside it, one per line, the events that it stands for. */
export interface Recording {
  readonly name: string
  readonly wire: string
  readonly events: readonly unknown[]
}

export function loadRecordings(dialect: string): readonly Recording[] {
  const folder = new URL(`../fixtures/${dialect}/`, import.meta.url)
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sse'))
    .map((file) => {
      const name = file.replace(/\.sse$/, '')
      const lines = readFileSync(new URL(`${name}.jsonl`, folder), 'utf8')
        .trimEnd()
        .split('\n')
      const wire = readFileSync(new URL(file, folder), 'utf8')
      return { name, wire, events: lines.map((line): unknown => JSON.parse(line)) }
    })
}

/** Sends pieces of text the way from decoder to dialect. */
export function readPieces(
  dialect: Dialect,
  pieces: readonly string[],
  context: DialectContext = {},
): readonly StreamEvent[] {
  const decoder = dialect.createDecoder?.({}) ?? createSseDecoder()
  const reader = dialect.create(context)
  const frames = [...pieces.flatMap((piece) => decoder.push(piece)), ...decoder.end()]
  return [...frames.flatMap((frame) => reader.read(frame)), ...reader.end()]
}

/** Frames these payloads as an event stream and reads them. */
export function readPayloads(
  dialect: Dialect,
  payloads: readonly unknown[],
  context?: DialectContext,
): readonly StreamEvent[] {
  const lines = payloads.map((payload) => `data: ${JSON.stringify(payload)}\n\n`)
  return readPieces(dialect, [lines.join('')], context)
}

export function reduceAll(events: readonly StreamEvent[]): StreamState {
  return events.reduce(reduceStream, createStreamState())
}

/** Events as they are written down: without what is undefined. */
export function plain(events: readonly StreamEvent[]): unknown {
  return JSON.parse(JSON.stringify(events))
}
