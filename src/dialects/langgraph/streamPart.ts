import { arrayField, isRecord, ownField, stringField } from '../payload/jsonFields.ts'

/** What a graph streamed, in which mode, and from which of its subgraphs. */
export interface StreamPart {
  readonly mode: string
  readonly namespace: string
  readonly data: unknown
}

const MODES: ReadonlySet<string> = new Set([
  'values',
  'updates',
  'messages',
  'custom',
  'tasks',
  'checkpoints',
  'debug',
])

/**
 * Reads what `graph.stream(…, version="v2")` yields, `{type, ns, data}`, as servers written by hand dump it; the platform
 * puts the mode and the namespace into the name of the event.
 */
export function readStreamPart(payload: unknown): StreamPart | undefined {
  if (!isRecord(payload) || !Object.hasOwn(payload, 'data')) return undefined
  const mode = stringField(payload, 'type') ?? ''
  const path = arrayField(payload, 'ns')
  if (path === undefined || !MODES.has(mode)) return undefined
  return { mode, namespace: namespaceOf(path), data: ownField(payload, 'data') }
}

/** The path of a subgraph as the platform writes it behind the mode: `outer:1|inner:2`. */
export function namespaceOf(path: readonly unknown[] = []): string {
  return path.filter((part) => typeof part === 'string' || typeof part === 'number').join('|')
}
