import { expect, test } from 'vitest'
import { openStream } from '../../src/run/openStream.ts'
import type { StreamRun } from '../../src/run/streamRun.ts'
import { sendPieces } from '../support/answers.ts'
import { startHttpServer } from '../support/httpServer.ts'
import { DONE, eventDialect, token, wire } from './eventDialect.ts'

const OLD = ['one ', 'two ', 'three ', 'four ', 'five ']
const ANEW = 'The answer began anew here: what follows does not go on with the text before'

/** An event under an id, with a time beside its text that differs in every response. */
const says = (id: number | string, text: string, time = 0): string =>
  `id: ${id}\n${wire(token(text)).replace('}', `,"time":"t${time}"}`)}`

/** A run whose answer breaks off behind the first text, and goes on with the others, one per response. */
async function read(...texts: readonly string[]): Promise<StreamRun> {
  const server = await startHttpServer()
  let next = 0
  server.on('/', (exchange) => sendPieces([texts[next++] ?? ''])(exchange))
  const run = openStream(
    { url: `${server.url}/` },
    { dialect: eventDialect, retry: { baseDelay: 5, attempts: 3 } },
  )
  await run.outcome
  await server.close()
  return run
}

const old = OLD.map((text, index) => says(index + 1, text)).join('')
const warnings = ({ state }: StreamRun): readonly string[] =>
  state.parts.flatMap((part) =>
    part.type === 'status' && part.level === 'warning' ? [part.message] : [],
  )

test.each([1, 2, 3, 5, 8])(
  '%i other events under ids that begin anew are not lost',
  async (count) => {
    const texts = Array.from({ length: count }, (_text, index) => `new${index} `)
    const other = texts.map((text, index) => says(index + 1, text)).join('')
    const run = await read(old, `${other}${wire(DONE)}`)
    expect(run.state.answer).toBe(OLD.join('') + texts.join(''))
    expect(run.state.status).toBe('complete')
  },
)

test('where an answer begins anew, it says so', async () => {
  const other = ['A ', 'B ', 'C ', 'D '].map((text, index) => says(index + 1, text)).join('')
  const run = await read(old, other + wire(DONE))
  expect(run.state.answer).toBe(`${OLD.join('')}A B C D `)
  expect(warnings(run)).toEqual([ANEW])
})

test('an answer that began anew and breaks off goes on by its own ids', async () => {
  const events = ['A ', 'B ', 'C ', 'D ', 'E ', 'F '].map((text, index) => says(index + 1, text))
  const [first, rest] = [events.slice(0, 4).join(''), events.slice(3).join('')]
  const run = await read(old, first, rest + wire(DONE))
  expect(run.state.answer).toBe(`${OLD.join('')}A B C D E F `)
  expect(warnings(run)).toEqual([ANEW])
})

test('a replay whose events differ in a time is a replay', async () => {
  const again = [...OLD, 'six '].map((text, index) => says(index + 1, text, 7)).join('')
  const run = await read(old, again + wire(DONE))
  expect(run.state.answer).toBe(`${OLD.join('')}six `)
  expect(warnings(run)).toEqual([])
})

test('the last event, said again with another time, is not doubled', async () => {
  const run = await read(old, says(5, 'five ', 9) + says(6, 'six ', 9) + wire(DONE))
  expect(run.state.answer).toBe(`${OLD.join('')}six `)
  expect(warnings(run)).toEqual([])
})

const ALTERED = 'What came before was sent once more and differs; what is shown has been kept'

test.each<[string, string]>([
  ['one event among the same', says(4, 'other ') + says(5, 'five ')],
  ['two events among the same', says(3, 'more ') + says(4, 'other ') + says(5, 'five ')],
  ['an event behind the same', says(3, 'three ') + says(4, 'other ') + says(5, 'five ')],
  ['the last event of all', says(5, 'other ')],
])('%s that comes again otherwise is told of, once', async (_which, again) => {
  const run = await read(old, again + says(6, 'six ') + wire(DONE))
  expect(run.state.answer).toBe(`${OLD.join('')}six `)
  expect(warnings(run)).toEqual([ALTERED])
})

test('an id in force for frames that have none of their own remembers them', async () => {
  const nameless = ['two ', 'three '].map((text) => wire(token(text))).join('')
  const rest = ['four ', 'five '].map((text) => wire(token(text))).join('')
  const again = says(1, 'one ') + nameless + rest
  const run = await read(says(1, 'one ') + nameless, rest, again + wire(token('six '), DONE))
  expect(run.state.answer).toBe(`${OLD.join('')}six `)
  expect(warnings(run)).toEqual([])
})

test('a known event that comes by half is not taken for another one', async () => {
  const half = says(2, 'two ').split('"two')[0] ?? ''
  const run = await read(old, half, says(5, 'five ') + says(6, 'six ') + wire(DONE))
  expect(run.state).toMatchObject({ status: 'complete', answer: `${OLD.join('')}six `, errors: [] })
  expect(warnings(run)).toEqual([])
})
