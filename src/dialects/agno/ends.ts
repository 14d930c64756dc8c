import type { EventOf } from '../events.ts'
import { type JsonRecord, numberField, ownField, stringField } from '../payload/jsonFields.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { speakerOf } from './place.ts'
import type { AgnoSteps } from './steps.ts'
import type { AgnoTools } from './tools.ts'

/** Whether an event speaks of what was asked for, with which the stream ends, or of something inside of it. */
export type AgnoReach = 'outer' | 'inner'

type EndReader = (record: JsonRecord, reach: AgnoReach) => void

/** Reads how runs and workflows end, other than by telling all that they have said. */
export interface AgnoEnds {
  readonly fail: EndReader
  readonly cancel: EndReader
  readonly pause: EndReader
  /** The last of what a run leaves behind. */
  readonly complete: (record: JsonRecord) => void
}

export function createAgnoEnds(output: EventOutput, steps: AgnoSteps, tools: AgnoTools): AgnoEnds {
  function finish(
    reason: 'error' | 'other' | 'interrupt',
    record: JsonRecord,
    reach: AgnoReach,
  ): void {
    if (reach === 'outer') output.finish(reason, true, stringField(record, 'event'))
  }

  return {
    fail(record, reach) {
      const isOuter = reach === 'outer'
      output.write({
        ...readFault(record),
        recoverable: !isOuter,
        scope: isOuter ? 'stream' : 'step',
        stepId: steps.stepOf(record),
        agent: speakerOf(record),
      })
      finish('error', record, reach)
    },
    cancel(record, reach) {
      const message = stringField(record, 'reason') || 'The run was cancelled'
      const phase = stringField(record, 'event')
      output.write({ type: 'status', message, level: 'warning', phase, agent: speakerOf(record) })
      finish('other', record, reach)
    },
    pause(record, reach) {
      tools.pause(record)
      finish('interrupt', record, reach)
    },
    complete(record) {
      const data = ownField(record, 'session_state')
      if (data !== undefined && data !== null) {
        output.write({ type: 'data', name: 'session-state', key: 'session-state', data })
      }
      output.finish('stop', true)
    },
  }
}

/** A failed run says why in its content, a failed workflow in its error. */
function readFault(record: JsonRecord): EventOf<'error'> {
  const content = stringField(record, 'content') || stringField(record, 'error')
  const message = content || 'The run failed and did not say why.'
  const code = stringField(record, 'error_type') || stringField(record, 'error_id') || undefined
  const status = numberField(record, 'status_code')
  return { type: 'error', message, code, status, recoverable: false, scope: 'stream' }
}
