import { describe, expect, it } from 'vitest'
import { StreamError } from '../../src/errors/streamError.ts'
import { openStream } from '../../src/run/openStream.ts'
import type { StreamOptions } from '../../src/run/streamRun.ts'
import { createManualClock } from '../support/manualClock.ts'
import { eventDialect, token, wire } from './eventDialect.ts'
import { createFakeTransport, turns } from './fakeTransport.ts'

const one = `id: 1\n${wire(token('one '))}`
const broken = new StreamError('network', 'broken', { retryable: true })

/** A run under a clock of its own, of whose answer there is a part. */
async function begin(options: StreamOptions = {}) {
  const clock = createManualClock()
  const transport = createFakeTransport()
  const run = openStream(
    { url: 'http://fake/' },
    { transport, clock, dialect: eventDialect, random: () => 0, ...options },
  )
  await turns()
  transport.answer()
  transport.say(one)
  await turns()
  return { run, clock, transport }
}

const resume = (): Promise<never> => new Promise(() => undefined)

describe('a resume function that never settles', () => {
  it('has as long as a connection has', async () => {
    const { run, clock, transport } = await begin({ resume, timeouts: { connect: 5000 } })
    transport.fail(broken)
    await turns()
    await clock.advance(4999)
    await turns()
    expect(run.state.status).toBe('streaming')
    await clock.advance(1)
    const outcome = await run.outcome
    expect(outcome).toMatchObject({ status: 'interrupted', attempts: 1 })
    expect(outcome.error).toMatchObject({
      kind: 'timeout',
      message: 'The request was not made within 5 s',
    })
    expect(run.state.answer).toBe('one ')
    expect(clock.pending).toBe(0)
  })

  it('has no longer when a user goes on', async () => {
    let asked = 0
    const { run, clock, transport } = await begin({
      resume: () => (asked++ === 0 ? { url: 'http://fake/rest' } : resume()),
      retry: false,
    })
    transport.fail(broken)
    expect((await run.outcome).resumable).toBe(true)
    const next = run.continue()
    await turns()
    await clock.advance(15_000)
    expect((await next?.outcome)?.error?.kind).toBe('timeout')
    expect(clock.pending).toBe(0)
  })

  it('can be stopped meanwhile', async () => {
    const { run, clock, transport } = await begin({ resume })
    transport.fail(broken)
    await turns()
    run.cancel()
    expect((await run.outcome).status).toBe('cancelled')
    expect(clock.pending).toBe(0)
  })
})

/** A run that was told to come back in 30 s. */
async function refuse() {
  const first = await begin({ retry: { attempts: 2, baseDelay: 100 } })
  const { transport, clock, run } = first
  transport.fail(broken)
  await turns()
  await clock.advance(100)
  await turns()
  transport.refuse(
    new StreamError('http', 'busy', { status: 429, retryable: true, retryAfter: 30_000 }),
  )
  expect(await run.outcome).toMatchObject({ resumable: true, attempts: 2 })
  return first
}

describe('a user who goes on after a refusal', () => {
  it('waits for the rest of what the server asked for', async () => {
    const { run, clock, transport } = await refuse()
    await clock.advance(10_000)
    const next = run.continue()
    await turns()
    expect(next?.connection.retryAt).toBe(clock.now() + 20_000)
    expect(next?.state.status).toBe('reconnecting')
    next?.retryNow()
    await clock.advance(19_999)
    await turns()
    expect(transport.requests).toHaveLength(2)
    await clock.advance(1)
    await turns()
    expect(transport.requests).toHaveLength(3)
    next?.cancel()
    expect(clock.pending).toBe(0)
  })

  it('waits no longer once that is over', async () => {
    const { run, clock, transport } = await refuse()
    await clock.advance(30_000)
    const next = run.continue()
    await turns()
    expect(transport.requests).toHaveLength(3)
    next?.cancel()
  })

  it('can stop the wait', async () => {
    const { run, clock, transport } = await refuse()
    const next = run.continue()
    await turns()
    next?.cancel()
    expect((await next?.outcome)?.status).toBe('cancelled')
    expect(transport.requests).toHaveLength(2)
    expect(clock.pending).toBe(0)
  })
})
