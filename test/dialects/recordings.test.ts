import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { dialects } from '../../src/dialects/index.ts'
import { readText } from '../run/readText.ts'
import { loadWires } from './describeDialect.ts'

/** Bare deltas of LlamaIndex are plain text to whoever does not know where they come from. */
const FOUND_BY_NAME = 'llamaindex/deltas'

const wires = dialects
  .flatMap(({ name }) => loadWires(name).map((wire) => ({ ...wire, dialect: name })))
  .filter(({ dialect, name }) => `${dialect}/${name}` !== FOUND_BY_NAME)

it.each(wires)('the recording $dialect/$name is found by itself', ({ dialect, text }) => {
  for (const pieces of [text, text.split('')]) {
    const { reader, state } = readText(pieces)
    expect(reader).toMatchObject({ dialect, failure: undefined })
    expect(state.dialect).toBe(dialect)
  }
})

it('every recording says what it was written from', () => {
  for (const { name: dialect } of dialects) {
    for (const { name, framing, text } of loadWires(dialect)) {
      // A line of records has no room for a comment: the page beside them says it.
      const page = new URL(`../fixtures/${dialect}/README.md`, import.meta.url)
      const words = framing === 'sse' ? text.split('\n', 1)[0] : readFileSync(page, 'utf8')
      expect(words, `${dialect}/${name}`).toMatch(/[Ww]ritten\s(?:for\sthis\skit|from|after)/)
    }
  }
})
