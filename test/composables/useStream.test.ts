import { describe, expect, it, vi } from 'vitest'
import {
  effectScope,
  isReactive,
  isRef,
  nextTick,
  reactive,
  ref,
  watch,
  type EffectScope,
} from 'vue'
import {
  useStream,
  type UseStreamOptions,
  type UseStreamReturn,
} from '../../src/composables/useStream.ts'
import type { StreamRequest } from '../../src/run/streamRun.ts'
import { createManualClock } from '../support/manualClock.ts'
import { createHandFrames, type HandFrames } from '../support/handFrames.ts'
import { createHandTransport, type HandTransport } from '../support/handTransport.ts'

const token = (text: string): string =>
  `data: ${JSON.stringify({ type: 'token', token: text })}\n\n`
const final = (answer: string): string =>
  `data: ${JSON.stringify({ type: 'final', data: { success: true, answer, session_id: 's' } })}\n\n`

interface Staged {
  readonly stream: UseStreamReturn
  readonly transport: HandTransport
  readonly frames: HandFrames
  readonly scope: EffectScope
}

function stage(
  options: UseStreamOptions = {},
  request: Parameters<typeof useStream>[0] = { url: 'https://api.example.com/search' },
): Staged {
  const transport = createHandTransport()
  const frames = createHandFrames()
  const scope = effectScope(true)
  const stream = scope.run(() =>
    useStream(request, { transport, frames, dialect: 'rag', ...options }),
  )
  if (!stream) throw new Error('the scope is stopped')
  return { stream, transport, frames, scope }
}

/** Lets everything that is on its way arrive. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

describe('useStream', () => {
  it('is idle until it is started', () => {
    const { stream, transport } = stage()
    expect(stream.status.value).toBe('idle')
    expect(stream.isActive.value).toBe(false)
    expect(stream.outcome.value).toBeUndefined()
    expect(transport.exchanges).toHaveLength(0)
  })

  it('fills its refs from the stream and settles with the outcome', async () => {
    const { stream, transport, frames } = stage()
    const ended = stream.start()
    expect(stream.status.value).toBe('connecting')
    expect(stream.isActive.value).toBe(true)

    const exchange = await transport.next()
    exchange.send(token('Hel') + token('lo'))
    await settle()
    frames.step()
    expect(stream.status.value).toBe('streaming')
    expect(stream.answer.value).toBe('Hello')

    exchange.send(final('Hello'))
    exchange.close()
    expect(await ended).toMatchObject({ status: 'complete', attempts: 1 })
    expect(stream.status.value).toBe('complete')
    expect(stream.outcome.value?.status).toBe('complete')
    expect(stream.isActive.value).toBe(false)
  })

  it('changes its refs at most once per frame, however many chunks arrive', async () => {
    const { stream, transport, frames } = stage()
    void stream.start()
    const exchange = await transport.next()
    let changes = 0
    watch(stream.state, () => (changes += 1), { flush: 'sync' })

    for (let index = 0; index < 500; index++) exchange.send(token('x'))
    await settle()
    expect(changes).toBe(0)
    frames.step()
    expect(changes).toBe(1)
    expect(stream.answer.value).toHaveLength(500)
    frames.step()
    expect(changes).toBe(1)
  })

  it('brings state and outcome together at the end, without waiting for a frame', async () => {
    const { stream, transport } = stage()
    const seen: string[] = []
    watch(
      () => `${stream.status.value} ${stream.outcome.value?.status ?? '-'} ${stream.answer.value}`,
      (text) => seen.push(text),
    )
    const ended = stream.start()
    const exchange = await transport.next()
    exchange.send(token('Hi') + final('Hi'))
    exchange.close()
    await ended
    await nextTick()
    expect(seen).toEqual(['connecting - ', 'complete complete Hi'])
  })

  it('keeps a ref as it is while its part of the state does not change', async () => {
    const { stream, transport, frames } = stage()
    void stream.start()
    const exchange = await transport.next()
    const items = [{ id: 1, alarm_code: 'E-1', solution: 'Clean', images: [] }]
    exchange.send(`data: ${JSON.stringify({ type: 'results', data: { results: items } })}\n\n`)
    await settle()
    frames.step()
    const { value: results } = stream.results
    expect(results).toHaveLength(1)
    expect(isReactive(stream.state.value)).toBe(false)

    exchange.send(token('more'))
    await settle()
    frames.step()
    expect(stream.answer.value).toBe('more')
    expect(stream.results.value).toBe(results)
  })

  it('cancels at once and keeps the partial answer', async () => {
    const { stream, transport } = stage()
    const ended = stream.start()
    const exchange = await transport.next()
    exchange.send(token('Half'))
    await settle()
    stream.cancel('enough')
    expect(await ended).toMatchObject({ status: 'cancelled' })
    expect(exchange.signal.aborted).toBe(true)
    expect(stream.status.value).toBe('cancelled')
    expect(stream.answer.value).toBe('Half')
    expect(stream.error.value).toBeUndefined()
  })

  it('outdates a run that is still on its way when it is started anew', async () => {
    const { stream, transport, frames } = stage()
    const first = stream.start()
    const older = await transport.next()
    older.send(token('old'))
    await settle()

    const opened = transport.next()
    const second = stream.start()
    expect(stream.answer.value).toBe('')
    expect(await first).toMatchObject({ status: 'cancelled' })
    expect(stream.outcome.value).toBeUndefined()

    const newer = await opened
    older.send(token('late'))
    newer.send(token('new'))
    await settle()
    frames.step()
    expect(stream.answer.value).toBe('new')

    older.close()
    newer.send(final('new'))
    newer.close()
    expect(await second).toMatchObject({ status: 'complete' })
    expect(stream.answer.value).toBe('new')
  })

  it('says why a run failed', async () => {
    const { stream, transport } = stage({ retry: false })
    const ended = stream.start()
    const exchange = await transport.next()
    exchange.fail(new TypeError('socket closed'))
    const outcome = await ended
    expect(outcome.status).toBe('failed')
    expect(stream.error.value?.kind).toBe('network')
    expect(stream.error.value).toBe(outcome.error)
  })

  it('shows where the connection stands, and forgets it with a reset', async () => {
    const { stream, transport, frames } = stage()
    expect(stream.connection.value).toMatchObject({ attempt: 0, startedAt: undefined })
    const ended = stream.start()
    const exchange = await transport.next()
    await settle()
    frames.step()
    expect(stream.connection.value).toMatchObject({ attempt: 1, retryAt: undefined })
    exchange.send('data: {"type":"token","token":"a"}\n\ndata: {"type":"final","data":{}}\n\n')
    await ended
    const { startedAt = 0, firstTokenAt = 0, endedAt } = stream.connection.value
    expect(firstTokenAt).toBeGreaterThanOrEqual(startedAt)
    expect(endedAt).toBeGreaterThanOrEqual(firstTokenAt)
    stream.reset()
    expect(stream.connection.value.attempt).toBe(0)
  })

  it('reads the request at each start, lays the override over it, and repeats both on retry', async () => {
    const query = ref('first')
    const request = (): StreamRequest => ({
      url: 'https://api.example.com/',
      body: { q: query.value },
    })
    const { stream, transport } = stage({}, request)
    void stream.start({ headers: { 'x-try': '1' } })
    await transport.next()
    query.value = 'second'
    void stream.retry()
    await transport.next()

    expect(transport.exchanges.map((exchange) => exchange.request.body)).toEqual([
      '{"q":"first"}',
      '{"q":"second"}',
    ])
    expect(transport.exchanges.map((exchange) => exchange.request.headers.get('x-try'))).toEqual([
      '1',
      '1',
    ])
  })

  it('pauses and resumes', async () => {
    const { stream, transport, frames } = stage()
    void stream.start()
    const exchange = await transport.next()
    exchange.send(token('a'))
    await settle()
    stream.pause()
    frames.step()
    expect(stream.status.value).toBe('paused')
    expect(stream.isActive.value).toBe(true)

    exchange.send(token('b'))
    await settle()
    frames.step()
    expect(stream.answer.value).toBe('a')

    void stream.resume()
    await settle()
    frames.step()
    expect(stream.answer.value).toBe('ab')
  })

  it('goes back to the beginning on reset, and nothing arrives after it', async () => {
    const { stream, transport, frames } = stage()
    const ended = stream.start()
    const exchange = await transport.next()
    exchange.send(token('a'))
    await settle()
    frames.step()
    stream.reset()
    exchange.send(token('b'))
    expect(await ended).toMatchObject({ status: 'cancelled' })
    frames.step()
    expect(stream.status.value).toBe('idle')
    expect(stream.answer.value).toBe('')
    expect(stream.outcome.value).toBeUndefined()
  })

  it('cancels with its scope, and writes nothing afterwards', async () => {
    const { stream, transport, frames, scope } = stage()
    const ended = stream.start()
    const exchange = await transport.next()
    exchange.send(token('Half'))
    await settle()
    scope.stop()
    expect(stream.state.value.status).toBe('cancelled')
    expect(stream.state.value.answer).toBe('Half')
    const last = stream.state.value

    expect(exchange.signal.aborted).toBe(true)
    exchange.send(token('late'))
    expect(await ended).toMatchObject({ status: 'cancelled' })
    frames.step()
    expect(stream.state.value).toBe(last)
    expect(frames.pending).toBe(0)
  })

  it('sends nothing once its scope is gone, and says at once that it was cancelled', async () => {
    const { stream, transport, frames, scope } = stage()
    void stream.start()
    await transport.next()
    scope.stop()
    const last = stream.state.value

    const cancelled = { status: 'cancelled', attempts: 0 }
    expect(await stream.start({ body: { query: 'late' } })).toMatchObject(cancelled)
    expect(await stream.retry()).toMatchObject(cancelled)
    await settle()
    expect(transport.exchanges).toHaveLength(1)
    expect(stream.state.value).toBe(last)
    expect(frames.pending).toBe(0)
  })

  it('leaves no timer behind', async () => {
    vi.useFakeTimers()
    try {
      const { stream, transport, scope } = stage()
      const ended = stream.start()
      const exchange = await transport.next()
      exchange.send(token('a'))
      await vi.advanceTimersByTimeAsync(1)
      stream.cancel()
      await ended
      scope.stop()
      expect(vi.getTimerCount()).toBe(0)
    } finally {
      vi.useRealTimers()
    }
  })

  it('starts by itself when it is asked to', async () => {
    const transport = createHandTransport()
    const opened = transport.next()
    effectScope().run(() =>
      useStream({ url: 'https://api.example.com/' }, { transport, immediate: true }),
    )
    expect((await opened).request.url).toBe('https://api.example.com/')
  })

  it('tells the time by the clock of the run', async () => {
    const clock = createManualClock()
    const { stream, transport } = stage({ clock })
    await clock.advance(5_000)
    const ended = stream.start()
    const exchange = await transport.next()
    await clock.advance(2_000)
    expect(stream.now()).toBe(7_000)
    exchange.send(final('All'))
    exchange.close()
    await ended
    expect(stream.connection.value).toMatchObject({ startedAt: 5_000, endedAt: 7_000, attempt: 1 })
  })

  it('keeps its refs when it is held in reactive data', () => {
    const { stream } = stage()
    const held = reactive({ streams: [stream] })
    expect(isRef(Reflect.get(held.streams[0] ?? {}, 'status'))).toBe(true)
  })
})
