import type { InjectionKey } from 'vue'
import { inject } from 'vue'
import type { ImagePolicy } from '../../markdown/imageUrl.ts'
import type { LinkPolicy } from '../../markdown/linkUrl.ts'

/** Every sentence the markdown components show or read out. */
export interface MarkdownLabels {
  readonly image: string
  readonly loadImage: string
  readonly imageBlocked: string
  readonly imageFailed: string
  readonly copyCode: string
  readonly codeCopied: string
  readonly table: string
  readonly taskDone: string
  readonly taskOpen: string
  readonly limited: string
}

/** What an app decides once for all answers: provide it under {@link markdownSettingsKey}. */
export interface MarkdownSettings {
  readonly images?: ImagePolicy
  readonly links?: LinkPolicy
  /** A function, so that a change of language reaches what is already on the screen. */
  readonly labels?: () => Partial<MarkdownLabels>
}

export const markdownSettingsKey: InjectionKey<MarkdownSettings> = Symbol('rill-markdown-settings')

const ENGLISH: MarkdownLabels = {
  image: 'Image',
  loadImage: 'Load image',
  imageBlocked: 'Image not shown',
  imageFailed: 'Image could not be loaded',
  copyCode: 'Copy',
  codeCopied: 'Copied',
  table: 'Table',
  taskDone: 'Done',
  taskOpen: 'Not done',
  limited: 'Part of this text is nested too deeply or too large, and is shown without formatting.',
}

/** The settings in force: what an ancestor provided, English and the careful policies otherwise. */
export function useMarkdownSettings(): {
  readonly images: ImagePolicy
  readonly links: LinkPolicy
  readonly label: (name: keyof MarkdownLabels) => string
} {
  const { images = {}, links = {}, labels } = inject(markdownSettingsKey, {})
  return { images, links, label: (name) => labels?.()[name] ?? ENGLISH[name] }
}
