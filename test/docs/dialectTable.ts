import { readdirSync, readFileSync } from 'node:fs'
import type { StreamEvent } from '../../src/dialects/events.ts'
import { type DialectName, dialects } from '../../src/dialects/index.ts'
import { createStreamReader } from '../../src/run/streamReader.ts'

/** What a reader of the table wants to know, and which events of a recording show it. */
const COLUMNS: Readonly<Record<string, (event: StreamEvent) => boolean>> = {
  text: ({ type }) => type === 'text',
  reasoning: (event) => 'channel' in event && event.channel === 'reasoning',
  'whole text': ({ type }) => type === 'text-full',
  steps: ({ type }) => type === 'step-start',
  tools: ({ type }) => type === 'tool-start',
  results: (event) => event.type === 'results' && event.kind === 'retrieved',
  citations: (event) => event.type === 'results' && event.kind === 'cited',
  status: ({ type }) => type === 'status',
  progress: ({ type }) => type === 'progress',
  usage: ({ type }) => type === 'usage',
  ids: ({ type }) => type === 'meta',
  interrupt: ({ type }) => type === 'interrupt',
  'own data': ({ type }) => type === 'data',
  error: ({ type }) => type === 'error',
  terminal: (event) => event.type === 'done' && event.clean && event.reason !== 'eof',
}

/** The table of `docs/dialects.md`: a mark where a recording of the dialect shows it. */
export function drawDialectTable(): string {
  const names = Object.keys(COLUMNS)
  const rows = dialects.map(({ name }) => {
    const events = readRecordings(name)
    const marks = Object.values(COLUMNS).map((shows) => (events.some(shows) ? '●' : '–'))
    return row([`\`${name}\``, ...marks])
  })
  return [row(['dialect', ...names]), row(['---', ...names.map(() => ':-:')]), ...rows].join('\n')
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
