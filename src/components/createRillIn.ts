import { computed, toValue, type MaybeRefOrGetter, type Plugin } from 'vue'
import type { AnnounceMode } from '../composables/useAnnouncer.ts'
import { streamDefaultsKey } from '../composables/streamDefaults.ts'
import { extendMessages, type Messages, type PartialMessages } from '../locales/messages.ts'
import type { Highlighter } from '../markdown/highlight/highlighter.ts'
import { checkImagePolicy, checkLinkPolicy } from '../markdown/checkPolicy.ts'
import type { LinkPolicy } from '../markdown/linkUrl.ts'
import type { StreamOptions } from '../run/streamRun.ts'
import { rillContextKey } from './context.ts'
import type { MarkdownPlugin } from './markdown/markdownPlugin.ts'
import { markdownSettingsKey } from './markdown/markdownSettings.ts'
import type { ResultField } from './results/resultFields.ts'
import type { ResultImagePolicy } from './results/resultImage.ts'

/** What holds in a whole app, whatever its language. */
export interface RillSettings {
  /** Words of your own, laid over the language's. */
  readonly messages?: MaybeRefOrGetter<PartialMessages>
  /** Options that every `useStream` starts from; its own come on top. */
  readonly stream?: StreamOptions
  /** Which pictures may be requested without a click. Default: those below a stream's `baseUrl`. */
  readonly images?: ResultImagePolicy
  /** Which fields all result cards show below their text, and how. Default: the plain values of the metadata. */
  readonly resultFields?: readonly ResultField[]
  /** Where links may lead. Default: web, mail and telephone addresses. */
  readonly links?: LinkPolicy
  /** How much of an answer a screen reader reads out by itself; a ref or getter switches it. Default: `'status'`. */
  readonly announce?: MaybeRefOrGetter<AnnounceMode>
  /** Colours code in answers, such as `createShikiHighlighter()` of `vue-rill/shiki`. Default: code is plain. */
  readonly highlighter?: Highlighter
  /** Formulas, diagrams and notes: `vue-rill/math`, `vue-rill/diagrams`, `vue-rill/footnotes`. Default: none. */
  readonly markdownPlugins?: readonly MarkdownPlugin[]
}

/**
 * Does what `createRill` does, in a language that is given; a ref or getter switches it while the app runs. `createRill`
 * knows the languages by name and so brings all of them into an app; here the app holds those that it names, and English,
 * which components fall back to.
 *
 * @throws {RangeError} for a policy that would let code in, or that can never match.
 *
 * @example
 * app.use(createRillIn(zhCN, { stream: { baseUrl: 'https://api.example.com/' } }))
 */
export function createRillIn(
  language: MaybeRefOrGetter<Messages>,
  options: RillSettings = {},
): Plugin {
  const { images = {}, links = {}, resultFields, highlighter, markdownPlugins: plugins } = options
  checkImagePolicy(images)
  checkLinkPolicy(links)
  const messages = computed(() => extendMessages(toValue(language), toValue(options.messages)))
  return {
    install(app) {
      const announce = (): AnnounceMode => toValue(options.announce) ?? 'status'
      app.provide(rillContextKey, { messages, images, links, resultFields, announce })
      const labels = (): Messages['markdown'] => messages.value.markdown
      app.provide(markdownSettingsKey, { images, links, highlighter, plugins, labels })
      app.provide(streamDefaultsKey, options.stream ?? {})
    },
  }
}
