import type { App } from 'vue'
import { describeRun, describeState } from './describeRun.ts'
import type { DevtoolsApi } from './devtoolsApi.ts'
import type { RunRegister } from './runRegister.ts'

export interface RunsTab {
  /** What it shows has changed. */
  refresh(): void
  close(): void
}

const TAB = 'vue-rill'

/**
 * The DevTools draw anew once they were left in peace for 120 ms. A stream that is told of at every token would leave them
 * none before its end.
 */
const EVERY_MS = 250

/** Adds the tab that lists the runs and shows the state of the one that is chosen. */
export function addRunsTab(api: DevtoolsApi, app: App, register: RunRegister): RunsTab {
  let timer: ReturnType<typeof setTimeout> | undefined

  api.addInspector({
    id: TAB,
    label: 'vue-rill',
    icon: 'water',
    treeFilterPlaceholder: 'Search runs',
    stateFilterPlaceholder: 'Search the state',
  })
  api.on.getInspectorTree((payload) => {
    if (payload.app !== app || payload.inspectorId !== TAB) return
    const wanted = payload.filter.trim().toLowerCase()
    payload.rootNodes = register
      .list()
      .map(describeRun)
      .filter(({ label, tags = [] }) =>
        [label, ...tags.map((tag) => tag.label)].join(' ').toLowerCase().includes(wanted),
      )
  })
  api.on.getInspectorState((payload) => {
    if (payload.app !== app || payload.inspectorId !== TAB) return
    const run = register.find(payload.nodeId)
    if (run) payload.state = describeState(run)
  })

  return {
    refresh() {
      timer ??= setTimeout(() => {
        timer = undefined
        api.sendInspectorTree(TAB)
        api.sendInspectorState(TAB)
      }, EVERY_MS)
    },
    close: () => clearTimeout(timer),
  }
}
