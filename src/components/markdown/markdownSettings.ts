import type { InjectionKey } from 'vue'
import { inject } from 'vue'
import { markdownEn } from '../../locales/markdownEn.ts'
import type { Messages } from '../../locales/messages.ts'
import type { ImagePolicy } from '../../markdown/imageUrl.ts'
import type { LinkPolicy } from '../../markdown/linkUrl.ts'

/** Every sentence the markdown components show or read out. */
export type MarkdownLabels = Messages['markdown']

/** What an app decides once for all answers: provide it under {@link markdownSettingsKey}. */
export interface MarkdownSettings {
  readonly images?: ImagePolicy
  readonly links?: LinkPolicy
  /** A function, so that a change of language reaches what is already on the screen. */
  readonly labels?: () => Partial<MarkdownLabels>
}

export const markdownSettingsKey: InjectionKey<MarkdownSettings> = Symbol('rill-markdown-settings')

/** The settings in force: what an ancestor provided, English and the careful policies otherwise. */
export function useMarkdownSettings(): {
  readonly images: ImagePolicy
  readonly links: LinkPolicy
  readonly label: (name: keyof MarkdownLabels) => string
} {
  const { images = {}, links = {}, labels } = inject(markdownSettingsKey, {})
  return { images, links, label: (name) => labels?.()[name] ?? markdownEn[name] }
}
