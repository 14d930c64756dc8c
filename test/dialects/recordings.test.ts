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
