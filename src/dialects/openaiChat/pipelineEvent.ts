import type { DialectContext } from '../dialect.ts'
import {
  arrayField,
  isRecord,
  type JsonRecord,
  ownField,
  recordField,
  stringField,
} from '../payload/jsonFields.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { createResultReader, readResults } from '../results/resultItem.ts'

/** Reads an event of a pipeline; says whether the payload is one. */
export type PipelineEventReader = (payload: JsonRecord) => boolean

/**
 * Makes the reader of what pipelines put between the chunks, as Open WebUI knows it and hayhooks sends it:
 * `{event: {type, data}}`, with the step that runs, a source, or something of the pipeline's own.
 */
export function createPipelineEventReader(
  context: DialectContext,
  output: EventOutput,
): PipelineEventReader {
  const readItem = createResultReader({ baseUrl: context.baseUrl, fields: context.resultFields })

  /** One source with any number of excerpts, and what is known of each. */
  function readSource(data: JsonRecord): void {
    const source = recordField(data, 'source') ?? {}
    const excerpts = arrayField(data, 'document') ?? [undefined]
    const details = arrayField(data, 'metadata') ?? []
    const rows = excerpts.map((text, index) => {
      const detail = details[index]
      return { ...source, ...(isRecord(detail) && detail), ...(text !== undefined && { text }) }
    })
    const items = readResults(rows, readItem)
    if (items.length > 0) output.write({ type: 'results', kind: 'cited', items })
  }

  function readNotice(data: JsonRecord): void {
    const message = stringField(data, 'description') || stringField(data, 'content')
    if (!message || data['hidden'] === true) return
    const isBad = data['type'] === 'warning' || data['type'] === 'error'
    output.write({ type: 'status', message, level: isBad ? 'warning' : 'info' })
  }

  const readers: ReadonlyMap<string, (data: JsonRecord) => void> = new Map([
    ['status', readNotice],
    ['notification', readNotice],
    ['source', readSource],
    ['citation', readSource],
  ])

  return (payload) => {
    const event = recordField(payload, 'event')
    const type = event && stringField(event, 'type')
    if (event === undefined || !type) return false
    const data = ownField(event, 'data')
    const read = readers.get(type)
    if (read !== undefined && isRecord(data)) read(data)
    else output.write({ type: 'data', name: type, data })
    return true
  }
}
