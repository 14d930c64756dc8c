import type { InjectionKey } from 'vue'
import { inject, provide } from 'vue'
import { markdownEn } from '../../locales/markdownEn.ts'
import type { Messages } from '../../locales/messages.ts'
import type { Highlighter } from '../../markdown/highlight/highlighter.ts'
import type { ImagePolicy } from '../../markdown/imageUrl.ts'
import type { LinkPolicy } from '../../markdown/linkUrl.ts'
import type { MarkdownPlugin } from './markdownPlugin.ts'

/** Every sentence the markdown components show or read out. */
export type MarkdownLabels = Messages['markdown']

/** What an app decides once for all answers: provide it under {@link markdownSettingsKey}. */
export interface MarkdownSettings {
  readonly images?: ImagePolicy
  readonly links?: LinkPolicy
  /** Colours the code of all answers. */
  readonly highlighter?: Highlighter | undefined
  /** Formulas, diagrams, notes: see `vue-rill/math`, `vue-rill/diagrams` and `vue-rill/footnotes`. */
  readonly plugins?: readonly MarkdownPlugin[] | undefined
  /** A function, so that a change of language reaches what is already on the screen. */
  readonly labels?: () => Partial<MarkdownLabels>
}

export const markdownSettingsKey: InjectionKey<MarkdownSettings> = Symbol('rill-markdown-settings')

/**
 * The settings in force: what an ancestor provided, English and the careful policies otherwise. With a `highlighter` it
 * holds for everything below instead of the ancestor's.
 */
export function useMarkdownSettings(own: Pick<MarkdownSettings, 'highlighter'> = {}): {
  readonly images: ImagePolicy
  readonly links: LinkPolicy
  readonly highlighter: Highlighter | undefined
  readonly plugins: readonly MarkdownPlugin[]
  readonly label: (name: keyof MarkdownLabels) => string
} {
  const settings = inject(markdownSettingsKey, {})
  if (own.highlighter !== undefined) provide(markdownSettingsKey, { ...settings, ...own })
  const { images = {}, links = {}, plugins = [], labels } = settings
  const highlighter = own.highlighter ?? settings.highlighter
  const label = (name: keyof MarkdownLabels): string => labels?.()[name] ?? markdownEn[name]
  return { images, links, plugins, highlighter, label }
}
