import { createTextHash, stableHash, type TextHash } from '../results/stableHash.ts'

/** What was said under each id, so that a text that comes again, also under another id, is known. */
export interface SaidTexts {
  add(id: string, delta: string): void
  /** The whole text under this id. */
  set(id: string, text: string): void
  /** Whether anything was said under this id. */
  has(id: string): boolean
  /** Whether this is all of what was said under the id. */
  says(id: string, text: string): boolean
  /** Whether this is all of what was said under any of the ids. */
  hasText(text: string): boolean
}

/** Keeps a name for each text and not the text: its readers have that already. */
export function createSaidTexts(): SaidTexts {
  const said = new Map<string, TextHash>()

  function grow(id: string, text: string, hash: TextHash): void {
    said.set(id, hash)
    hash.add(text)
  }

  return {
    add: (id, delta) => grow(id, delta, said.get(id) ?? createTextHash()),
    set: (id, text) => grow(id, text, createTextHash()),
    has: (id) => said.has(id),
    says: (id, text) => said.get(id)?.value === stableHash(text),
    hasText(text) {
      const name = stableHash(text)
      return [...said.values()].some(({ value }) => value === name)
    },
  }
}
