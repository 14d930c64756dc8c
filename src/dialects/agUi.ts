import { createAgUiMessages, type AgUiMessages } from './agUi/messages.ts'
import { createAgUiRuns, type AgUiRuns } from './agUi/runs.ts'
import { createAgUiTools } from './agUi/toolCalls.ts'
import { defineDialect, type DetectionClaim, type DetectionProbe } from './dialect.ts'
import type { JsonLimits } from './payload/json.ts'
import { idField, isRecord, type JsonRecord, ownField, stringField } from './payload/jsonFields.ts'
import type { KindReader, KindRow } from './payload/kindReader.ts'
import { createRecordReader, type EventOutput, type RecordHandler } from './payload/recordReader.ts'

/**
 * AG-UI: agents that tell a user interface what they do, event by event.
 *
 * One connection may carry several runs, one after the other or one within the other, so `done` waits for the end of
 * the body. State and activities are the application's own and come as `data`.
 */
export const agUiDialect = defineDialect({
  name: 'ag-ui',
  create: (context) =>
    createRecordReader(context, (output) => createAgUiHandler(output, context.json)),
  detect: detectAgUi,
})

function createAgUiHandler(output: EventOutput, limits: JsonLimits | undefined): RecordHandler {
  const runs = createAgUiRuns(output)
  const messages = createAgUiMessages(output, runs)
  const tools = createAgUiTools(output, runs, limits)
  const readers: ReadonlyMap<string, KindReader> = new Map([
    ...runs.rows,
    ...messages.rows,
    ...tools.rows,
    ...dataRows(output, runs, messages),
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
  }
}

/** What is the application's own. */
function dataRows(output: EventOutput, runs: AgUiRuns, messages: AgUiMessages): readonly KindRow[] {
  const activities = new Set<string>()

  return [
    [
      'STATE_SNAPSHOT',
      (event) => {
        const data = ownField(event, 'snapshot')
        output.write({ type: 'data', name: 'state', key: 'state', data })
      },
    ],
    [
      'STATE_DELTA',
      (event) => {
        output.write({ type: 'data', name: 'state-delta', data: ownField(event, 'delta') })
      },
    ],
    ['MESSAGES_SNAPSHOT', (event) => messages.readSnapshot(event)],
    [
      'ACTIVITY_SNAPSHOT',
      (event) => {
        const key = idField(event, 'messageId')
        const isKnown = key !== undefined && activities.has(key)
        // "replace: false" leaves a message alone that is there already.
        if (isKnown && event['replace'] === false) return
        if (key !== undefined) activities.add(key)
        const name = stringField(event, 'activityType') || 'activity'
        output.write({ type: 'data', name, key, data: ownField(event, 'content') })
      },
    ],
    [
      'ACTIVITY_DELTA',
      ({ type: _type, ...data }) => output.write({ type: 'data', name: 'activity-delta', data }),
    ],
    ['RAW', ({ type: _type, ...data }) => output.write({ type: 'data', name: 'raw', data })],
    ['CUSTOM', (event) => readCustom(output, runs, event)],
  ]
}

function readCustom(output: EventOutput, { stepId }: AgUiRuns, event: JsonRecord): boolean {
  const name = stringField(event, 'name')
  if (!name) return false
  const value = ownField(event, 'value')
  // How the adapter of LangGraph says it, older than the outcome of a run.
  if (name === 'on_interrupt') output.write({ type: 'interrupt', kind: 'input', payload: value })
  else output.write({ type: 'data', name, data: value, stepId })
  return true
}

const TYPES =
  /^(?:RUN_(?:STARTED|FINISHED|ERROR)|STEP_(?:STARTED|FINISHED)|(?:TEXT_MESSAGE|TOOL_CALL|THINKING|REASONING|STATE|MESSAGES|ACTIVITY)_[A-Z_]+|RAW|CUSTOM)$/

function detectAgUi({ json }: DetectionProbe): DetectionClaim | undefined {
  const type = isRecord(json) ? (stringField(json, 'type') ?? '') : ''
  return TYPES.test(type) ? { rule: `type is "${type}"` } : undefined
}
