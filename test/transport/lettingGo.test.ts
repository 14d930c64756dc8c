import { describe, expect, test } from 'vitest'
import { neverAnswer, stallAfter } from '../support/answers.ts'
import { BUSY } from '../support/busyMachine.ts'
import type { Answer } from '../support/httpServer.ts'
import { EVENTS, WAVE, HTTP_TRANSPORTS, useTransportTrial } from '../support/httpTransports.ts'
import { collectTexts, createContext, createRequest } from '../support/transportRequest.ts'

describe.each(HTTP_TRANSPORTS)('%s', (_name, createTransport) => {
  const trial = useTransportTrial(createTransport)

  /** Aborts after so many pulls, while the next one waits, or, with none, while the head is waited for. */
  const abortAfter = async (answer: Answer, pulls: number) => {
    trial.server.on('/chat', answer)
    const controller = new AbortController()
    const arrival = trial.server.nextRequest()
    const request = createRequest(`${trial.server.url}/chat`)
    const opening = trial.transport.open(request, createContext(controller.signal))
    opening.catch(() => undefined)
    const arrived = await arrival

    const texts: string[] = []
    let waiting: Promise<unknown> = opening
    if (pulls > 0) {
      const iterator = (await opening).chunks[Symbol.asyncIterator]()
      for (let pull = 0; pull < pulls; pull++) texts.push((await iterator.next()).value?.text)
      waiting = iterator.next()
    }
    const reason = new Error('the user pressed stop')
    const abortedAt = performance.now()
    controller.abort(reason)
    controller.abort(new Error('and again'))
    await expect(waiting).rejects.toBe(reason)
    const { at, by } = await arrived.closed
    expect(by).toBe('client')
    return { texts, delay: at - abortedAt }
  }

  test('an abort before the headers closes the socket within 100 ms', BUSY, async () => {
    const { delay } = await abortAfter(neverAnswer, 0)
    expect(delay).toBeLessThan(100)
  })

  test('an abort in the middle of an event closes the socket within 100 ms', BUSY, async () => {
    const { delay, texts } = await abortAfter(stallAfter(EVENTS, WAVE), 1)
    expect(texts).toEqual(['data: 水は\n\ndata: flows '])
    expect(delay).toBeLessThan(100)
  })

  test('an abort while a fast server pushes closes the socket within 100 ms', BUSY, async () => {
    const { delay } = await abortAfter(async (exchange) => {
      while (await exchange.write(EVENTS.repeat(100))) await exchange.wait(0)
    }, 3)
    expect(delay).toBeLessThan(100)
  })

  test('an abort between head and first pull closes the socket within 100 ms', BUSY, async () => {
    trial.server.on('/chat', stallAfter(EVENTS, 0))
    const controller = new AbortController()
    const arrival = trial.server.nextRequest()
    const request = createRequest(`${trial.server.url}/chat`)
    const response = await trial.transport.open(request, createContext(controller.signal))
    const abortedAt = performance.now()
    controller.abort()
    expect((await (await arrival).closed).at - abortedAt).toBeLessThan(100)
    await expect(collectTexts(response.chunks)).rejects.toThrow(/abort/)
  })

  test('leaving the loop closes the socket within 100 ms', BUSY, async () => {
    trial.server.on('/chat', stallAfter(EVENTS, WAVE))
    const arrival = trial.server.nextRequest()
    const request = createRequest(`${trial.server.url}/chat`)
    const response = await trial.transport.open(request, createContext())
    const arrived = await arrival
    let leftAt = 0
    for await (const chunk of response.chunks) {
      expect(chunk.text).not.toBe('')
      leftAt = performance.now()
      break
    }
    expect((await arrived.closed).at - leftAt).toBeLessThan(100)
  })

  test('return ends a pull that is waiting', async () => {
    const response = await trial.open(stallAfter(EVENTS, 0))
    const iterator = response.chunks[Symbol.asyncIterator]()
    const pending = iterator.next()
    await iterator.return?.()
    expect(await pending).toEqual({ done: true, value: undefined })
    expect(await iterator.next()).toEqual({ done: true, value: undefined })
  })

  test('a signal that was aborted before sends nothing', async () => {
    const before = trial.server.requests.length
    const opening = trial.transport.open(
      createRequest(`${trial.server.url}/chat`),
      createContext(AbortSignal.abort(new Error('too late'))),
    )
    await expect(opening).rejects.toThrow('too late')
    expect(trial.server.requests.length).toBe(before)
  })

  test('AbortSignal.timeout is passed on as what it is', async () => {
    trial.server.on('/chat', neverAnswer)
    const opening = trial.transport.open(
      createRequest(`${trial.server.url}/chat`),
      createContext(AbortSignal.timeout(30)),
    )
    await expect(opening).rejects.toMatchObject({ name: 'TimeoutError' })
  })

  test('while nobody pulls, the server has to wait', async () => {
    let sent = 0
    const response = await trial.open(async (exchange) => {
      const piece = 'x'.repeat(64 * 1024)
      while (sent < 256 * 1024 * 1024 && (await exchange.write(piece))) sent += piece.length
      exchange.end()
    })
    const iterator = response.chunks[Symbol.asyncIterator]()
    await iterator.next()
    await new Promise((resolve) => setTimeout(resolve, 300))
    const after300 = sent
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(sent).toBe(after300)
    expect(sent).toBeLessThan(16 * 1024 * 1024)
    await iterator.return?.()
  })
})
