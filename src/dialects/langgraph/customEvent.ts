import { readNotice } from '../bookkeeping/notice.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { isRecord, ownField, stringField } from '../payload/jsonFields.ts'
import type { SourceFinder } from '../results/sourceFinder.ts'

/**
 * Tells what is recognised in the data of a graph's own, beside that: sources, and news of the work. Applications say it in
 * their own way, `{type: "sources", data: […]}`, `{sources: […]}` or `{type: "progress", value: 3}`.
 */
export function tellCustom(
  payload: unknown,
  sources: SourceFinder,
  output: Pick<EventOutput, 'write'>,
): void {
  if (!isRecord(payload)) return
  sources.readFields(payload)
  const name = stringField(payload, 'type') ?? stringField(payload, 'name')
  if (!name) return
  const content = ownField(payload, 'data') ?? ownField(payload, 'content')
  sources.readNamed(name, content)
  const notice = readNotice(name, content ?? payload)
  if (notice !== undefined) output.write(notice)
}
