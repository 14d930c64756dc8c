import type { ResultItem } from 'vue-rill/core'
import type { Language } from '../../shared/scenario.ts'
import { sampleEn } from './sampleEn.ts'
import { sampleZh } from './sampleZh.ts'

/** A text with everything that an answer may hold, and the sources that it cites. */
export interface MarkdownSample {
  readonly text: string
  readonly references: readonly ResultItem[]
}

export const markdownSamples: Readonly<Record<Language, MarkdownSample>> = {
  en: sampleEn,
  'zh-CN': sampleZh,
}
