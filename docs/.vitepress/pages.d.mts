/** A page of the site in one language: the words in the sidebar and the path without its ending. */
interface Page {
  readonly text: string
  readonly link: string
}

/** A group of pages in the sidebar. */
export interface Chapter {
  readonly text: string
  readonly items: readonly Page[]
}

/** Every page in English, in the order of the sidebar. `llms.txt` is written from this list, too. */
export const englishChapters: readonly Chapter[]

/** Every page in Chinese, and behind them what there is in English only. */
export const chineseChapters: readonly Chapter[]
