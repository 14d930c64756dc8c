/** A page of the site in one language: the words in the sidebar and the path without its ending. */
interface Page {
  readonly text: string
  readonly link: string
}

/** A group of pages in the sidebar. */
export interface Chapter {
  readonly text: string
  readonly items: readonly Page[]
  /** What its pages are written in, where that is not what the list is in. */
  readonly language?: 'en'
}

/** Every page in English, in the order of the sidebar. `llms.txt` is written from this list, too. */
export const englishChapters: readonly Chapter[]

/** Every page in Chinese, and behind them what there is in English only: those pages show the English one. */
export const chineseChapters: readonly Chapter[]
