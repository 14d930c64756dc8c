// vue-rill/devtools: what every stream does, in Vue DevTools. A production build keeps nothing of the plugin.
export { connectRillDevtools } from './devtools/connectRillDevtools.ts'
export type { RillDevtoolsOptions } from './devtools/connectRillDevtools.ts'
export { createRillDevtools } from './devtools/createRillDevtools.ts'
