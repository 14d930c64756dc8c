import type { ResultItem } from '../../dialects/events.ts'

/** A source with the number it is cited by. */
export interface CitedSource {
  readonly number: number
  readonly item: ResultItem
}

/** Gives sources their numbers, which they keep. */
export interface SourceNumbering {
  /**
   * Takes the sources known by now and gives them with their numbers, in their order. They stand in the batches that
   * they came in: what is read out of a batch must not depend on how many of them had come when somebody looked.
   */
  take(batches: readonly (readonly ResultItem[])[]): readonly CitedSource[]
  /** The source that a label means: its id, or a number. The first answer holds for good. */
  find(label: string): CitedSource | undefined
}

/** Fields in which backends number their sources themselves. `index` is none: with some it is a place in the text. */
const NUMBER_FIELDS = ['number', 'citation_number', 'citationNumber', 'position'] as const

/** What is larger is a key of a database, not a place in a list. */
const LARGEST_NUMBER = 999

/**
 * Numbers sources from 1 in the order in which they come, or as the backend numbers them: in a field of theirs, or by
 * ids that are themselves the numbers 1 to n.
 *
 * A number once given is never given to another source, and a label once understood keeps its meaning, so that nothing
 * a reader has seen comes to point elsewhere.
 */
export function createSourceNumbering(): SourceNumbering {
  const numbers = new Map<string, number>()
  const holders = new Map<number, string>()
  const meanings = new Map<string, string>()
  let sources = new Map<string, CitedSource>()

  function claim(id: string, wished: number | undefined): void {
    let number = wished ?? 0
    if (number < 1 || holders.has(number)) {
      number = 1
      while (holders.has(number)) number++
    }
    numbers.set(id, number)
    holders.set(number, id)
  }

  function meaningOf(label: string): string | undefined {
    if (numbers.has(label)) return label
    return /^\d{1,4}$/.test(label) ? holders.get(Number(label)) : undefined
  }

  function claimAll(items: readonly ResultItem[]): void {
    const news = items.filter(({ id }) => !numbers.has(id))
    const count = numbers.size + news.length
    // Lists that count from 0 cite from 0, or from 1: nobody can tell, and the order of arrival is as good.
    const countsFromZero = news.some((item) => numberField(item) === 0)
    const wishes = new Map(
      countsFromZero ? [] : news.map((item) => [item.id, ownNumber(item, count)]),
    )
    for (const { id } of news) if (wishes.get(id) !== undefined) claim(id, wishes.get(id))
    for (const { id } of news) if (!numbers.has(id)) claim(id, undefined)
  }

  return {
    take(batches) {
      for (const items of batches) claimAll(items)
      sources = new Map(
        batches.flat().map((item) => [item.id, { number: numbers.get(item.id) ?? 0, item }]),
      )
      return [...sources.values()]
    },
    find(label) {
      const id = meanings.get(label) ?? meaningOf(label)
      if (id === undefined) return undefined
      meanings.set(label, id)
      return sources.get(id)
    },
  }
}

function ownNumber(item: ResultItem, count: number): number | undefined {
  const field = numberField(item)
  if (field !== undefined) return field > 0 ? field : undefined
  const id = Number(item.id)
  return /^\d{1,3}$/.test(item.id) && id >= 1 && id <= count ? id : undefined
}

function numberField({ metadata }: ResultItem): number | undefined {
  for (const name of NUMBER_FIELDS) {
    if (!Object.hasOwn(metadata, name)) continue
    const value = metadata[name]
    const number = typeof value === 'string' && value !== '' ? Number(value) : value
    const isNumber = Number.isInteger(number) && Number(number) >= 0
    if (isNumber && Number(number) <= LARGEST_NUMBER) return Number(number)
  }
  return undefined
}
