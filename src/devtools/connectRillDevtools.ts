import { setupDevtoolsPlugin } from '@vue/devtools-api'
import type { App } from 'vue'
import { useRillContext } from '../components/context.ts'
import { addRunsTab, type RunsTab } from './addRunsTab.ts'
import type { DevtoolsApi } from './devtoolsApi.ts'
import { createRunRegister } from './runRegister.ts'
import { addTimelineLayers, type Timeline } from './timeline.ts'

export interface RillDevtoolsOptions {
  /** So many runs are listed at most; the oldest go first. Default: 20. */
  readonly maxRuns?: number
}

const MOST_RUNS = 20

/**
 * Shows the streams of an app in Vue DevTools until it is unmounted, also in a production build: there it takes that Vue
 * itself talks to the DevTools, which a build is told with `__VUE_PROD_DEVTOOLS__`. On a server it does nothing.
 *
 * Runs are listed from the call on, whether the DevTools are open yet or not; the timeline begins when they are.
 *
 * @throws {RangeError} for a `maxRuns` that is not a positive whole number.
 *
 * @example
 * if (location.hostname === 'staging.example.com') connectRillDevtools(app)
 */
export function connectRillDevtools(app: App, options: RillDevtoolsOptions = {}): void {
  const { maxRuns = MOST_RUNS } = options
  if (!Number.isInteger(maxRuns) || maxRuns < 1) {
    throw new RangeError(`maxRuns is a positive whole number, not ${maxRuns}.`)
  }
  if (typeof window === 'undefined') return

  let timeline: Timeline | undefined
  let tab: RunsTab | undefined
  const register = createRunRegister({
    capacity: maxRuns,
    readContext: () => app.runWithContext(useRillContext),
    timeline: () => timeline,
    onChange: () => tab?.refresh(),
  })

  function connect(api: DevtoolsApi): void {
    if (register.isClosed()) return
    timeline = addTimelineLayers(api)
    tab?.close()
    tab = addRunsTab(api, app, register)
  }

  setupDevtoolsPlugin(
    {
      id: 'vue-rill',
      label: 'vue-rill',
      packageName: 'vue-rill',
      enableEarlyProxy: true,
      app,
    },
    connect,
  )
  // The DevTools keep what they were given for good, an app that has gone included: so that must hold nothing.
  app.onUnmount(() => {
    register.close()
    tab?.close()
    timeline = undefined
    tab = undefined
  })
}
