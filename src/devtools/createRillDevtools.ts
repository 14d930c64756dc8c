import type { Plugin } from 'vue'
import { connectRillDevtools, type RillDevtoolsOptions } from './connectRillDevtools.ts'

/** What a bundler puts here; a page without one has none. */
declare const process: { readonly env: { readonly NODE_ENV?: string } }

/**
 * The plugin that shows the streams of an app in Vue DevTools, while it is developed: a timeline with a layer for each
 * stage between the socket and the screen, and a tab with the state of every run.
 *
 * In a production build, on a server and in tests (`NODE_ENV` is `test`) it does nothing, and a bundler leaves all of its
 * code out of a production build. {@link connectRillDevtools} does the same whatever the build.
 *
 * @example
 * createApp(App).use(createRill()).use(createRillDevtools()).mount('#app')
 */
export function createRillDevtools(options: RillDevtoolsOptions = {}): Plugin {
  return {
    install(app) {
      // Written out in place: a bundler that knows the value drops the branch, and with it the only use of what is imported.
      if (process.env.NODE_ENV !== 'production') {
        if (process.env.NODE_ENV !== 'test') connectRillDevtools(app, options)
      }
    },
  }
}
