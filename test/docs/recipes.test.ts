import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { runInNewContext } from 'node:vm'
import { describe, expect, it, vi } from 'vitest'
import { openStream } from '../../src/run/openStream.ts'
import { createStreamReader, type StreamReaderOptions } from '../../src/run/streamReader.ts'
import { reduceStream } from '../../src/state/reduce.ts'
import { createStreamState, type StreamState } from '../../src/state/streamState.ts'
import { createTestStream } from '../../src/testing/createTestStream.ts'
import { fetchTransport } from '../../src/transport/fetchTransport.ts'
import { readSamples } from './support/readSamples.ts'
import { recipePages, TORQUE } from './support/recipePages.ts'
import { runRecipe } from './support/runRecipe.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

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

it.each(['docs/guide/server-rendering.md', 'docs/zh/guide/server-rendering.md'])(
  'the route on %s passes a stream on before it has ended',
  async (page) => {
    const sample = readSamples(root, page).find(({ code }) => code.includes('defineEventHandler'))
    const stream = createTestStream('rag')
    // As much of Nuxt's server as the route uses; the sample has no types in it, so it is JavaScript as it stands.
    const route: (event: unknown) => Promise<Response> = runInNewContext(
      (sample?.code ?? '').replace('export default', ''),
      {
        defineEventHandler: (handler: unknown) => handler,
        readBody: (event: { readonly body: string }) => JSON.parse(event.body),
        fetch: stream.fetch,
        Response,
      },
    )
    const passOn: typeof fetch = (_url, init) => route({ body: init?.body })
    const run = openStream(
      { url: '/api/search', body: { query: 'E001' } },
      { transport: fetchTransport({ fetch: passOn }), baseUrl: 'https://app.example.com/' },
    )
    await stream.token('half ')
    await vi.waitFor(() => expect(run.state.answer).toBe('half '))
    await stream.token('and whole')
    await stream.finish()
    expect(await run.outcome).toMatchObject({ status: 'complete' })
    expect(run.state.answer).toBe('half and whole')
    expect(stream.requests[0]?.json()).toEqual({ query: 'E001' })
  },
)
