import { expect, test } from 'vitest'
import { openStreamIn } from '../../src/run/openStreamIn.ts'
import { ragDialect } from '../../src/dialects/rag.ts'
import { DONE, eventDialect, token, wire } from './eventDialect.ts'
import { createFakeTransport, turns } from './fakeTransport.ts'

const request = { url: '/chat' }

test('a run in a dialect that is given streams and completes', async () => {
  const transport = createFakeTransport()
  const run = openStreamIn(eventDialect, request, { transport })
  await turns()
  transport.answer()
  transport.say(wire(token('Hello'), DONE))
  expect(await run.outcome).toMatchObject({ status: 'complete' })
  expect(run.state).toMatchObject({ dialect: 'events', answer: 'Hello' })
})

test('a run in one of several dialects finds out which', async () => {
  const transport = createFakeTransport()
  const run = openStreamIn([eventDialect, ragDialect], request, { transport })
  await turns()
  transport.answer()
  transport.say('data: {"type":"token","token":"a"}\n\ndata: {"type":"final","success":true}\n\n')
  expect(await run.outcome).toMatchObject({ status: 'complete' })
  expect(run.state).toMatchObject({ dialect: 'rag', answer: 'a' })
})

test('a limit that cannot be meant is told at once', () => {
  expect(() => openStreamIn(eventDialect, request, { limits: { events: -1 } })).toThrow(RangeError)
})
