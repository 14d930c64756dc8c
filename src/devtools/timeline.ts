import type { InspectionWarning } from '../components/inspector/createInspection.ts'
import {
  describeMoment,
  inspectionStages,
  type InspectionLog,
  type InspectionStage,
} from '../components/inspector/inspectionLog.ts'
import type { DevtoolsApi } from './devtoolsApi.ts'

type Layer = InspectionStage | 'warning'

/** What a moment of a run is shown as. `at`: milliseconds since the run began. */
export interface TimelineMoment {
  readonly at: number
  readonly tag: string
  readonly detail: unknown
  readonly preview?: string | undefined
}

export interface Timeline {
  add(layer: Layer, run: string, moment: TimelineMoment): void
}

const LAYERS: Readonly<Record<Layer, { readonly label: string; readonly color: number }>> = {
  bytes: { label: 'Stream bytes', color: 0x64748b },
  frame: { label: 'Stream frames', color: 0x0ea5e9 },
  event: { label: 'Stream events', color: 0x42b883 },
  state: { label: 'Stream states', color: 0xa855f7 },
  render: { label: 'Stream renders', color: 0xf59e0b },
  warning: { label: 'Stream warnings', color: 0xdc2626 },
}

const layerId = (layer: Layer): string => `vue-rill:${layer}`

/** Adds a layer for each stage from the socket to the screen, in that order. */
export function addTimelineLayers(api: DevtoolsApi): Timeline {
  for (const layer of [...inspectionStages, 'warning'] as const) {
    api.addTimelineLayer({ id: layerId(layer), ...LAYERS[layer] })
  }
  return {
    add(layer, run, { at, tag, detail, preview }) {
      const said = describeMoment(tag, detail, preview)
      api.addTimelineEvent({
        layerId: layerId(layer),
        event: {
          time: api.now(),
          title: said.tag,
          subtitle: said.preview,
          // Runs side by side can be told from each other.
          groupId: run,
          data: { run, at: `${Math.round(at)} ms`, detail: said.detail },
          logType: layer === 'warning' ? 'warning' : tag === 'error' ? 'error' : 'default',
        },
      })
    },
  }
}

/** So much of one run is shown in a layer: the DevTools keep all that they are given. */
export const MOST_MOMENTS = 2_000

/** A log that keeps nothing but counts: what happens in a run goes to the timeline, if there is one. */
export function createTimelineLog(
  run: string,
  timeline: () => Timeline | undefined,
): InspectionLog {
  const totals = { bytes: 0, frame: 0, event: 0, state: 0, render: 0 }
  return {
    totals,
    add(stage, at, tag, detail, preview) {
      totals[stage] += 1
      if (totals[stage] < MOST_MOMENTS) timeline()?.add(stage, run, { at, tag, detail, preview })
      if (totals[stage] === MOST_MOMENTS) {
        timeline()?.add(stage, run, { at, tag: 'further ones are not shown', detail: '' })
      }
    },
    warn(warning: InspectionWarning, at) {
      timeline()?.add('warning', run, { at, tag: warning, detail: '' })
    },
    read: () => [],
  }
}
