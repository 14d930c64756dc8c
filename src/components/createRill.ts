import { toValue, type MaybeRefOrGetter, type Plugin } from 'vue'
import { locales, type LocaleName } from '../locales/locales.ts'
import { createRillIn, type RillSettings } from './createRillIn.ts'

export interface RillOptions extends RillSettings {
  /** Language of every visible and spoken word; a ref or getter switches it while the app runs. Default: `'en'`. */
  readonly locale?: MaybeRefOrGetter<LocaleName>
}

/**
 * The plugin that sets language, policies and stream defaults for a whole app. Components work without it.
 * Throws a `RangeError` for a policy that would let code in, or that can never match.
 *
 * @example
 * app.use(createRill({ locale: 'zh-CN', stream: { baseUrl: 'https://api.example.com/' } }))
 */
export function createRill({ locale, ...settings }: RillOptions = {}): Plugin {
  return createRillIn(() => locales[toValue(locale) ?? 'en'], settings)
}
