import { addComponent, addImports, defineNuxtModule } from 'nuxt/kit'
import type { NuxtModule } from 'nuxt/schema'
import { componentNames, composableNames } from './integrations/publicNames.ts'

/** What `rill` in `nuxt.config.ts` may say. */
export interface RillModuleOptions {
  /** Whether every page has `vue-rill/style.css`. @default false */
  css?: boolean
  /** Whether templates know the components without importing them. @default true */
  components?: boolean
  /**
   * Whether scripts know `useStream`, `useChat` and the others without importing them. `useAnnouncer` is known as
   * `useRillAnnouncer`, for Nuxt has one of its own. @default true
   */
  composables?: boolean
}

/** Names that Nuxt gives to something of its own. */
const taken: ReadonlySet<string> = new Set(['useAnnouncer'])

function nameInNuxt(name: string): string {
  return taken.has(name) ? name.replace(/^use/, 'useRill') : name
}

/**
 * The Nuxt module: components and composables are there by name, and the styles if they are asked for.
 *
 * ```ts
 * export default defineNuxtConfig({ modules: ['vue-rill/nuxt'], rill: { css: true } })
 * ```
 *
 * Only what a page uses gets into its bundle. Options of the app stay where they are in every Vue app: in a plugin that
 * says `nuxtApp.vueApp.use(createRill({ … }))`.
 */
const rillModule: NuxtModule<RillModuleOptions> = defineNuxtModule<RillModuleOptions>({
  meta: { name: 'vue-rill', configKey: 'rill', compatibility: { nuxt: '>=3.13.0' } },
  defaults: { css: false, components: true, composables: true },
  setup(options, nuxt) {
    if (options.components) {
      for (const name of componentNames) addComponent({ name, export: name, filePath: 'vue-rill' })
    }
    if (options.composables) {
      addImports(composableNames.map((name) => ({ name, as: nameInNuxt(name), from: 'vue-rill' })))
    }
    // First, so that a style sheet of the app may come after it.
    if (options.css) nuxt.options.css.unshift('vue-rill/style.css')

    // Found by Vite only when the first page asks for it, it would reload that page.
    const { vite } = nuxt.options
    vite.optimizeDeps ??= {}
    vite.optimizeDeps.include ??= []
    vite.optimizeDeps.include.push('vue-rill')
  },
})

export default rillModule
