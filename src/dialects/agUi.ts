import { createAgUiData } from './agUi/applicationData.ts'
import { createAgUiMessages } from './agUi/messages.ts'
import { createAgUiRuns } from './agUi/runs.ts'
import { createAgUiTools } from './agUi/toolCalls.ts'
import {
  defineDialect,
  type DetectionClaim,
  type DetectionProbe,
  type DialectContext,
} from './dialect.ts'
import { isRecord, type JsonRecord, stringField } from './payload/jsonFields.ts'
import type { KindReader } from './payload/kindReader.ts'
import { createRecordReader, type EventOutput, type RecordHandler } from './payload/recordReader.ts'
import { createSourceFinder } from './results/sourceFinder.ts'

/**
 * AG-UI: agents that tell a user interface what they do, event by event.
 *
 * One connection may carry several runs, one after the other or one within the other, so `done` waits for the end of
 * the body. State and activities are the application's own and come as `data`, with the sources in them beside it.
 */
export const agUiDialect = defineDialect({
  name: 'ag-ui',
  create: (context) => createRecordReader(context, (output) => createAgUiHandler(context, output)),
  detect: detectAgUi,
})

function createAgUiHandler(context: DialectContext, output: EventOutput): RecordHandler {
  const runs = createAgUiRuns(output)
  const sources = createSourceFinder(context, output)
  const messages = createAgUiMessages(output, runs)
  const tools = createAgUiTools({ context, output, runs, sources })
  const readers: ReadonlyMap<string, KindReader> = new Map([
    ...runs.rows,
    ...messages.rows,
    ...tools.rows,
    ...createAgUiData({ output, runs, messages, tools, sources }),
  ])

  const end = (hasEndMark: boolean): void => {
    if (hasEndMark) tools.closeAll()
    messages.flush()
    runs.end(hasEndMark)
  }

  function read(event: JsonRecord): void {
    const type = stringField(event, 'type') ?? ''
    tools.closeChunks(type)
    if (type === 'RUN_FINISHED') tools.closeAll()
    const readKind = readers.get(type)
    if (readKind === undefined || readKind(event) === false) output.writeUnknown(event)
  }

  return {
    read,
    readRest: read,
    readEndMark: () => end(true),
    end: () => end(false),
    isOpen: () => runs.isOpen && !messages.isHolding,
  }
}

const TYPES =
  /^(?:RUN_(?:STARTED|FINISHED|ERROR)|STEP_(?:STARTED|FINISHED)|(?:TEXT_MESSAGE|TOOL_CALL|THINKING|REASONING|STATE|MESSAGES|ACTIVITY)_[A-Z_]+|RAW|CUSTOM)$/

function detectAgUi({ json }: DetectionProbe): DetectionClaim | undefined {
  const type = isRecord(json) ? (stringField(json, 'type') ?? '') : ''
  return TYPES.test(type) ? { rule: `type is "${type}"` } : undefined
}
