import type { Plugin } from 'vue'
import type * as published from 'vue-rill'
import * as kit from './index.ts'
import { componentNames } from './integrations/publicNames.ts'

// By the package's public name: the tool that rolls up the declarations cannot write the namespace of a file.
type ComponentsByName = Pick<typeof published, (typeof componentNames)[number]>

declare module 'vue' {
  // What makes the names known to the type checker and to the editor wherever this entry is imported.
  export interface GlobalComponents extends ComponentsByName {}
}

/**
 * Registers every component for all templates of an app, and tells the type checker so.
 *
 * ```ts
 * app.use(RillComponents)
 * ```
 *
 * All of them are then in the bundle. Importing them where they are used, or `vue-rill/resolver`, or `vue-rill/nuxt`
 * brings only those that are used, which is why `createRill` registers none.
 */
export const RillComponents: Plugin = {
  install(app) {
    // oxlint-disable-next-line import/namespace -- the type checker knows that the kit exports every name of the list
    for (const name of componentNames) app.component(name, kit[name])
  },
}
