import { expect, test } from 'vitest'
import { openStream } from '../../src/run/openStream.ts'
import { startHttpServer } from '../support/httpServer.ts'
import { DONE, eventDialect, token, wire } from './eventDialect.ts'
import { createFakeTransport, turns } from './fakeTransport.ts'

test('a paused run reads nothing and goes on where it stopped', async () => {
  const transport = createFakeTransport()
  const run = openStream({ url: '/' }, { transport, dialect: eventDialect })
  await turns()
  transport.answer()
  transport.say(wire(token('a')))
  await turns()
  run.pause()
  expect(run.state).toMatchObject({ status: 'paused', answer: 'a' })
  const { state } = run
  run.pause()
  // One chunk was on its way already; it waits, and no other is asked for.
  transport.say(wire(token('b')))
  transport.say(wire(token('c'), DONE))
  await turns()
  const { pulls } = transport
  await turns()
  expect(transport.pulls).toBe(pulls)
  expect(run.state).toBe(state)

  run.resume()
  expect(run.state.status).toBe('streaming')
  run.resume()
  expect((await run.outcome).status).toBe('complete')
  expect(run.state.answer).toBe('abc')
})

test('listeners hear of pause and resume', async () => {
  const transport = createFakeTransport()
  const run = openStream({ url: '/' }, { transport, dialect: eventDialect })
  const heard: string[] = []
  run.subscribe((state) => heard.push(state.status))
  await turns()
  run.pause()
  run.resume()
  expect(heard).toEqual(['paused', 'connecting'])
  run.cancel()
})

test.each([true, false])('says whether a pause makes the sender wait: %s', async (canPause) => {
  const transport = createFakeTransport({ canPause })
  const run = openStream({ url: '/' }, { transport, dialect: eventDialect })
  await turns()
  expect(run.connection.canPause).toBe(canPause)
  run.cancel()
  expect(run.connection.canPause).toBe(canPause)
})

test('what comes to a run that is paused while it connects waits too', async () => {
  const transport = createFakeTransport({ canPause: false })
  const run = openStream({ url: '/' }, { transport, dialect: eventDialect })
  run.pause()
  await turns()
  transport.answer()
  transport.say(wire(token('a')))
  await turns()
  expect(run.state).toMatchObject({ status: 'paused', answer: '' })
  expect(transport.requests).toHaveLength(1)
  run.resume()
  await turns()
  expect(run.state).toMatchObject({ status: 'streaming', answer: 'a' })
  run.cancel()
})

test('the end of the answer waits for the resume as well', async () => {
  const transport = createFakeTransport()
  const run = openStream({ url: '/' }, { transport, dialect: eventDialect })
  await turns()
  transport.answer()
  transport.say(wire(token('a')))
  await turns()
  run.pause()
  transport.fail(new Error('gone'))
  await turns()
  expect(run.state.status).toBe('paused')
  run.resume()
  expect((await run.outcome).status).toBe('interrupted')
})

test('a pause right after a resume holds', async () => {
  const transport = createFakeTransport()
  const run = openStream({ url: '/' }, { transport, dialect: eventDialect })
  await turns()
  transport.answer()
  await turns()
  run.pause()
  transport.say(wire(token('a')))
  await turns()
  run.resume()
  run.pause()
  await turns()
  expect(run.state).toMatchObject({ status: 'paused', answer: '' })
  run.cancel()
})

test('a paused run can be cancelled, and then neither paused nor resumed', async () => {
  const transport = createFakeTransport()
  const run = openStream({ url: '/' }, { transport, dialect: eventDialect })
  await turns()
  transport.answer()
  await turns()
  run.pause()
  run.cancel()
  expect((await run.outcome).status).toBe('cancelled')
  run.resume()
  run.pause()
  expect(run.state.status).toBe('cancelled')
  await turns()
  expect(transport.isReturned).toBe(false)
})

test('a server that writes without end has to wait for a paused run', async () => {
  let written = 0
  const piece = wire(token('x'.repeat(60_000)))
  const server = await startHttpServer({
    '/fast': async (exchange) => {
      while (await exchange.write(piece)) {
        written += piece.length
      }
    },
  })
  const limits = { textLength: 'unlimited' } as const
  const run = openStream({ url: `${server.url}/fast` }, { dialect: eventDialect, limits })
  await new Promise<void>((resolve) => {
    run.subscribe((state) => {
      if (state.status === 'streaming' && state.answer.length > 1_000_000) run.pause()
      if (state.status === 'paused') resolve()
    })
  })
  const { length } = run.state.answer
  // The buffers in between fill up first; a server that need not wait never comes to rest.
  const comeToRest = async (): Promise<void> => {
    const before = written
    await new Promise((resolve) => setTimeout(resolve, 400))
    if (written !== before) await comeToRest()
  }
  await comeToRest()
  expect(run.state.answer).toHaveLength(length)
  run.cancel()
  await run.outcome
  await server.close()
})
