import { visibleText } from '../../markdown/visibleText.ts'

/** Letters, digits and marks of any script stay; what stands between them becomes one hyphen. */
const BETWEEN_WORDS = /[^\p{L}\p{N}\p{M}]+/gu

const MAX_LENGTH = 80

/** The addresses of a document's headings and notes, each given once and kept. */
export interface HeadingIds {
  /** The id of the heading that begins in that line of the source. Headings are asked for in their order. */
  headingId(line: number, source: string): string
  /** The id of the note with that label in that line; nothing if an earlier one has it. */
  noteId(line: number, label: string): string | undefined
}

/**
 * Ids of headings: the document's prefix and the words of the heading, the second of equal ones with a number behind it.
 * The prefix keeps an answer from taking the name of anything else on the page.
 */
export function createHeadingIds(prefix: string): HeadingIds {
  const headings = new Map<number, string>()
  const notes = new Map<string, number>()
  const taken = new Set<string>()
  const counts = new Map<string, number>()

  function take(slug: string): string {
    for (;;) {
      const count = counts.get(slug) ?? 0
      counts.set(slug, count + 1)
      const id = `${prefix}-${count === 0 ? slug : `${slug}-${count}`}`
      // `a`, `a`, `a-1`: the number of one may be the word of another.
      if (!taken.has(id)) return id
    }
  }

  return {
    headingId(line, source) {
      const before = headings.get(line)
      if (before !== undefined) return before
      const id = take(slugOf(source))
      headings.set(line, id)
      taken.add(id)
      return id
    },
    noteId(line, label) {
      const id = noteIdOf(prefix, label)
      if (!notes.has(id)) notes.set(id, line)
      return notes.get(id) === line ? id : undefined
    },
  }
}

/** The id of a note: no heading has an underscore in its own. */
export function noteIdOf(prefix: string, label: string): string {
  const name = visibleText(label).toUpperCase().toLowerCase()
  const encoded = name.replace(/[^\p{L}\p{N}\p{M}-]/gu, (character) => {
    return `.${character.codePointAt(0)?.toString(16)}`
  })
  return `${prefix}_note-${encoded}`
}

/**
 * The words of a heading's source as a part of an id. Where its links lead does not count, nor whether their definitions
 * have come: so the id is the same at every moment.
 */
export function slugOf(source: string): string {
  const text = source.replace(/\]\([^()]*\)|\]\[[^[\]]*\]|&#?\w{1,31};/g, ' ')
  const words = visibleText(text).toLowerCase().replace(BETWEEN_WORDS, '-')
  const cut = words.slice(0, MAX_LENGTH).replace(/[\ud800-\udbff]$/, '')
  return cut.replace(/^-+|-+$/g, '') || 'section'
}
