import { readNotice } from '../bookkeeping/notice.ts'
import {
  arrayField,
  idField,
  isRecord,
  type JsonRecord,
  ownField,
  stringField,
} from '../payload/jsonFields.ts'
import type { KindRow } from '../payload/kindReader.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import type { SourceFinder } from '../results/sourceFinder.ts'
import type { AgUiMessages } from './messages.ts'
import type { AgUiRuns } from './runs.ts'
import type { AgUiTools } from './toolCalls.ts'

export interface AgUiDataOptions {
  readonly output: EventOutput
  readonly runs: AgUiRuns
  readonly messages: AgUiMessages
  readonly tools: AgUiTools
  readonly sources: SourceFinder
}

/** The last name in a JSON pointer that is no index: `/documents/0` is an item of `documents`. */
const LAST_NAME = /\/([^/]*[^/\d-][^/]*)(?:\/(?:\d+|-))?$/

/**
 * Makes the readers of what is the application's own: its state, its activities, its events. All of it becomes `data` as it
 * came; sources that are recognised in it are given as results beside it, and so is what a custom event says of the work.
 */
export function createAgUiData({
  output,
  runs,
  messages,
  tools,
  sources,
}: AgUiDataOptions): readonly KindRow[] {
  const activities = new Set<string>()

  function find(name: string, value: unknown): void {
    sources.readNamed(name, value, { stepId: runs.stepId })
  }

  function readPatch(operations: unknown): void {
    for (const operation of Array.isArray(operations) ? operations : []) {
      if (!isRecord(operation)) continue
      const { path, value } = operation
      const [, name = ''] = LAST_NAME.exec(typeof path === 'string' ? path : '') ?? []
      const isItem = typeof path === 'string' && !path.endsWith(name)
      find(name, isItem ? [value] : value)
    }
  }

  function readActivity(event: JsonRecord): void {
    const key = idField(event, 'messageId')
    const isKnown = key !== undefined && activities.has(key)
    // "replace: false" leaves a message alone that is there already.
    if (isKnown && event['replace'] === false) return
    if (key !== undefined) activities.add(key)
    const name = stringField(event, 'activityType') || 'activity'
    const data = ownField(event, 'content')
    output.write({ type: 'data', name, key, data })
    find(name, data)
  }

  function readCustom(event: JsonRecord): boolean {
    const name = stringField(event, 'name')
    if (!name) return false
    const value = ownField(event, 'value')
    // How the adapter of LangGraph says it, older than the outcome of a run.
    if (name === 'on_interrupt') {
      output.write({ type: 'interrupt', kind: 'input', payload: value })
      return true
    }
    output.write({ type: 'data', name, data: value, stepId: runs.stepId })
    const notice = readNotice(name, value)
    if (notice !== undefined) output.write({ ...notice, stepId: runs.stepId })
    find(name, value)
    return true
  }

  return [
    [
      'STATE_SNAPSHOT',
      (event) => {
        const data = ownField(event, 'snapshot')
        output.write({ type: 'data', name: 'state', key: 'state', data })
        find('', data)
      },
    ],
    [
      'STATE_DELTA',
      (event) => {
        const data = ownField(event, 'delta')
        output.write({ type: 'data', name: 'state-delta', data })
        readPatch(data)
      },
    ],
    ['MESSAGES_SNAPSHOT', (event) => messages.readSnapshot(event, tools.readMessage)],
    ['ACTIVITY_SNAPSHOT', readActivity],
    [
      'ACTIVITY_DELTA',
      ({ type: _type, ...data }) => {
        output.write({ type: 'data', name: 'activity-delta', data })
        readPatch(arrayField(data, 'patch'))
      },
    ],
    ['RAW', ({ type: _type, ...data }) => output.write({ type: 'data', name: 'raw', data })],
    ['CUSTOM', readCustom],
  ]
}
