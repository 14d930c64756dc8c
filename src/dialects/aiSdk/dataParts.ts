import { readNotice } from '../bookkeeping/notice.ts'
import {
  idField,
  isRecord,
  type JsonRecord,
  ownField,
  recordField,
  stringField,
} from '../payload/jsonFields.ts'
import type { MessageRun } from './messageRun.ts'

/** Says a data part of one name in words that are more than data; `false` when it does not hold what those need. */
type DataReader = (run: MessageRun, fields: JsonRecord, data: unknown) => boolean

/** Names that the SDK's guides and LlamaIndex's chat servers use; any other part is the application's own. */
const READERS: ReadonlyMap<string, DataReader> = new Map<string, DataReader>([
  ['sources', (run, fields, data) => run.retrieve(fields['nodes'] ?? data)],
  ['event', readEvent],
  ['notification', tellNotice],
  ['status', tellNotice],
  ['progress', tellProgress],
])

/** Reads a part of type `data-<name>`; one that comes again under its id takes the place of the one before. */
export function readDataPart(run: MessageRun, name: string, chunk: JsonRecord): void {
  const data = ownField(chunk, 'data')
  const read = READERS.get(name)
  if (read?.(run, isRecord(data) ? data : {}, data)) return
  run.write({ type: 'data', name, data, key: idField(chunk, 'id'), stepId: run.stepId })
}

function readEvent(run: MessageRun, fields: JsonRecord): boolean {
  const title = stringField(fields, 'title')
  if (!title) return false
  const description = stringField(fields, 'description')
  const message = description ? `${title}: ${description}` : title
  run.write({ type: 'status', message, phase: stringField(fields, 'status') })
  return recordField(fields, 'data') === undefined
}

function tellNotice(run: MessageRun, fields: JsonRecord): boolean {
  const notice = readNotice('status', fields)
  if (notice === undefined) return false
  run.write(notice)
  return Object.keys(fields).every((name) => name === 'message' || name === 'level')
}

function tellProgress(run: MessageRun, fields: JsonRecord): boolean {
  const notice = readNotice('progress', fields)
  if (notice !== undefined) run.write(notice)
  return notice !== undefined
}
