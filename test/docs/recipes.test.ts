import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { createStreamReader, type StreamReaderOptions } from '../../src/run/streamReader.ts'
import { reduceStream } from '../../src/state/reduce.ts'
import { createStreamState, type StreamState } from '../../src/state/streamState.ts'
import { recipePages, TORQUE } from './support/recipePages.ts'
import { runRecipe } from './support/runRecipe.ts'

function read(
  pieces: readonly string[],
  type: string,
  dialect: StreamReaderOptions['dialect'],
): StreamState {
  const reader = createStreamReader({ headers: { 'content-type': type }, dialect })
  const events = [...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()]
  return events.reduce(reduceStream, createStreamState())
}

describe.each(recipePages)('the backend on $page', ({ page, dialect, path, body, expected }) => {
  it('sends what the kit reads, by name and by itself, and letter by letter', () => {
    const answer = runRecipe(page, path, body)
    const state = read(answer.pieces, answer.type, dialect)
    expect(state).toMatchObject(expected)
    expect(read(answer.pieces, answer.type, 'auto')).toEqual(state)
    expect(read(answer.pieces.join('').split(''), answer.type, dialect)).toEqual(state)
  })

  it('is asked by the page at the address and in the dialect that it has', () => {
    const text = readFileSync(fileURLToPath(new URL(`../../${page}`, import.meta.url)), 'utf8')
    const front = text.slice(text.indexOf('```vue'))
    expect(front).toContain(`url: '${path}'`)
    expect(front).toContain(`dialect: '${dialect}'`)
  })
})

it('the LangChain recipe says under its own event name that the model failed', () => {
  const { pieces, type } = runRecipe('docs/recipes/langchain.md', '/chat', { question: 'fail' })
  const { answer, errors } = read(pieces, type, 'langchain')
  expect(answer).toBe(TORQUE.answer)
  expect(errors).toMatchObject([{ message: 'the model is away', scope: 'stream' }])
})
