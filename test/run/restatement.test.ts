import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openStream } from '../../src/run/openStream.ts'
import type { StreamRun } from '../../src/run/streamRun.ts'
import { sendPieces } from '../support/answers.ts'
import { startHttpServer } from '../support/httpServer.ts'
import { createRestatement } from '../../src/run/restatement.ts'
import { DONE, eventDialect, token, wire } from './eventDialect.ts'

const TEXT =
  'The pump in the third hall runs warm because its bearing is worn; replace it before the next shift begins, and note the hours.'
const HALF = TEXT.slice(0, 90)
const ANEW = 'The answer began anew here: what follows does not go on with the text before'

/** The text cut into pieces of this length, under ids of this kind. */
function say(text: string, length: number, idOf: (index: number) => string): string {
  const pieces = text.match(new RegExp(`[^]{1,${length}}`, 'g')) ?? []
  return pieces.map((piece, index) => `id: ${idOf(index)}\n${wire(token(piece))}`).join('')
}

/** A run of whose answer half comes first, and whatever is given after the break. */
async function read(...rests: readonly string[]): Promise<StreamRun> {
  const bodies = [say(HALF, 7, (index) => `${index + 1}`), ...rests]
  const server = await startHttpServer()
  let next = 0
  server.on('/', (exchange) => sendPieces([bodies[next++] ?? ''])(exchange))
  const run = openStream(
    { url: `${server.url}/` },
    { dialect: eventDialect, retry: { baseDelay: 5, attempts: 4 } },
  )
  await run.outcome
  await server.close()
  return run
}

const warnings = ({ state }: StreamRun): readonly string[] =>
  state.parts.flatMap((part) =>
    part.type === 'status' && part.level === 'warning' ? [part.message] : [],
  )

describe('an answer that is said again from its start', () => {
  test.each<[string, number, (index: number) => string]>([
    ['under higher numbers', 7, (index) => `${index + 14}`],
    ['under numbers far away', 7, (index) => `${index + 5000}`],
    ['in other pieces under fresh ids', 11, (index) => `again-${index}`],
    ['letter by letter', 1, (index) => `letter-${index}`],
  ])('%s is not doubled', async (_how, length, idOf) => {
    const run = await read(say(TEXT, length, idOf) + wire(DONE))
    expect(run.state).toMatchObject({ status: 'complete', answer: TEXT })
    expect(warnings(run)).not.toContain(ANEW)
  })

  test('is not doubled by a response that breaks off again on its way', async () => {
    const again = say(TEXT.slice(0, 70), 9, (index) => `a${index}`)
    const run = await read(again, say(TEXT, 5, (index) => `b${index}`) + wire(DONE))
    expect(run.state).toMatchObject({ status: 'complete', answer: TEXT })
  })

  test('and then goes another way loses nothing, and says so', async () => {
    const other = `${HALF.slice(0, 80)} Or so it seemed.`
    const run = await read(say(other, 9, (index) => `a${index}`) + wire(DONE))
    expect(run.state.answer).toBe(HALF + other)
    expect(warnings(run)).toEqual([ANEW])
  })
})

test.each([
  ['The pump', 'a few words of the beginning'],
  ['The pump in the fourth hall', 'something that begins alike'],
  [HALF.slice(0, 63), 'as much as may be coincidence'],
])('%j goes on with the answer: it is %s', async (rest) => {
  const run = await read(say(rest, 4, (index) => `new-${index}`) + wire(DONE))
  expect(run.state).toMatchObject({ status: 'complete', answer: HALF + rest })
  expect(warnings(run)).toEqual([])
})

test('what does not say all of the shown text again is given in full', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 90 })
  fc.assert(
    fc.property(letters, fc.array(letters), (start, pieces) => {
      const shown = start + 'ab'.repeat(40)
      const restatement = createRestatement({ answer: shown, reasoning: '' })
      const events = [...restatement.sift(pieces.map(token)), ...restatement.release()]
      const given = events.map((event) => (event.type === 'text' ? event.delta : '')).join('')
      const said = pieces.join('')
      // A part of the beginning that is long enough to be no coincidence is left out as well.
      const isPart = shown.startsWith(said) && said.length >= 64
      const known = said.startsWith(shown) ? shown : ''
      expect([said.slice(known.length), ...(isPart ? [''] : [])]).toContain(given)
    }),
  )
})
