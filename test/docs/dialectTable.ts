import { readdirSync, readFileSync } from 'node:fs'
import type { StreamEvent } from '../../src/dialects/events.ts'
import { type DialectName, dialects } from '../../src/dialects/index.ts'
import { createStreamReader } from '../../src/run/streamReader.ts'
import { derivedCapabilities } from './derivedCapabilities.ts'

/** What a reader of the table wants to know, and which events of a recording show it. */
const COLUMNS = {
  text: ({ type }) => type === 'text',
  reasoning: (event) => 'channel' in event && event.channel === 'reasoning',
  'whole text': ({ type }) => type === 'text-full',
  steps: ({ type }) => type === 'step-start',
  'tool input': (event) =>
    'toolCallId' in event &&
    (isInput(event) || (event.type === 'tool-start' && event.input !== undefined)),
  'tool output': (event) => event.type === 'tool-end' && event.phase === 'output',
  results: (event) => event.type === 'results' && event.kind === 'retrieved',
  citations: (event) => event.type === 'results' && event.kind === 'cited',
  images: (event) =>
    event.type === 'results' && event.items.some(({ images }) => images.length > 0),
  status: ({ type }) => type === 'status',
  progress: ({ type }) => type === 'progress',
  usage: ({ type }) => type === 'usage',
  ids: ({ type }) => type === 'meta',
  interrupt: ({ type }) => type === 'interrupt',
  'own data': ({ type }) => type === 'data',
  error: ({ type }) => type === 'error',
  terminal: (event) => event.type === 'done' && event.clean && event.reason !== 'eof',
} as const satisfies Readonly<Record<string, (event: StreamEvent) => boolean>>

export type Capability = keyof typeof COLUMNS

function isInput(event: StreamEvent): boolean {
  return (
    (event.type === 'tool-delta' && event.of === 'input') ||
    (event.type === 'tool-end' && event.phase === 'input')
  )
}

/**
 * The table of `docs/dialects.md`: what a recording of the dialect shows is mapped, or derived where the list of those
 * says so; what none shows is not available.
 */
export function drawDialectTable(): string {
  const names = Object.keys(COLUMNS)
  const rows = dialects.map(({ name }) => row([`\`${name}\``, ...marksOf(name)]))
  return [row(['dialect', ...names]), row(['---', ...names.map(() => ':-:')]), ...rows].join('\n')
}

/** The list below the table: what each derived mark is derived from. */
export function listDerived(): string {
  return dialects
    .flatMap(({ name }) =>
      Object.entries(derivedCapabilities[name] ?? {}).map(
        ([capability, source]) => `- \`${name}\`, ${capability}: ${source}.`,
      ),
    )
    .join('\n')
}

function marksOf(name: DialectName): readonly string[] {
  const events = readRecordings(name)
  const derived = new Set(Object.keys(derivedCapabilities[name] ?? {}))
  return Object.entries(COLUMNS).map(([capability, shows]) => {
    if (!events.some(shows)) return derived.has(capability) ? 'derived without a recording' : '–'
    return derived.has(capability) ? '○' : '●'
  })
}

/** All events of all recordings of a dialect. */
function readRecordings(dialect: DialectName): readonly StreamEvent[] {
  const folder = new URL(`../fixtures/${dialect}/`, import.meta.url)
  const files = readdirSync(folder).filter((file) => /\.(?:sse|ndjson)$/.test(file))
  return files.flatMap((file) => {
    const reader = createStreamReader({ dialect })
    return [...reader.push(readFileSync(new URL(file, folder), 'utf8')), ...reader.end()]
  })
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}
