import {
  devtoolsContext,
  DevToolsMessagingHookKeys,
  getInspectorInfo,
  initDevTools,
  setActiveAppRecord,
  toggleHighPerfMode,
  updateTimelineLayersState,
  type CustomInspectorNode,
  type CustomInspectorState,
  type TimelineEventOptions,
} from '@vue/devtools-kit'
import { createApp, nextTick, type App } from 'vue'

// What the window of Vue DevTools does, without the window: the kit that both of its halves are made of, and no fake.

export interface DevtoolsPanel {
  /** What was sent to the timeline so far. */
  readonly moments: readonly TimelineEventOptions[]
  layers(): readonly string[]
  /** The tab of the kit as it is drawn for a search. */
  tree(filter?: string): Promise<readonly CustomInspectorNode[]>
  state(nodeId: string): Promise<CustomInspectorState>
}

/**
 * Puts the hook into the page that Vue reports its apps to. Must come before the first app.
 *
 * An app stays there to the end: the kit falls over a plugin that is installed after the last app of a page has gone.
 */
export function preparePage(): void {
  initDevTools()
  createApp({ render: () => undefined }).mount(document.createElement('div'))
}

/** Opens the DevTools on an app, with the timeline recording. */
export async function openPanel(app: App): Promise<DevtoolsPanel> {
  const record = devtoolsContext.state.appRecords.find((known) => known.app === app)
  if (!record) throw new Error('The DevTools do not know this app.')
  setActiveAppRecord(record)
  toggleHighPerfMode(false)
  // A plugin that is set up begins with its recording switched off.
  await nextTick()
  updateTimelineLayersState({ 'vue-rill': true })
  const moments: TimelineEventOptions[] = []
  devtoolsContext.hooks.hook(DevToolsMessagingHookKeys.SEND_TIMELINE_EVENT_TO_CLIENT, (moment) => {
    moments.push(moment)
  })
  const { api } = devtoolsContext
  const inspectorId = 'vue-rill'
  return {
    moments,
    layers: () => getInspectorInfo(inspectorId)?.timelineLayers.map(({ id }) => id) ?? [],
    tree: (filter = '') => api.getInspectorTree({ inspectorId, filter }),
    state: (nodeId) => api.getInspectorState({ inspectorId, nodeId }),
  }
}
