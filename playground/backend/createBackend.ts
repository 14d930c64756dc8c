import type { IncomingMessage, ServerResponse } from 'node:http'
import { readDelivery, type Delivery } from '../shared/delivery.ts'
import { languages } from '../shared/scenario.ts'
import { deliver } from './deliver.ts'
import { isImagePath, sendImage } from './images.ts'
import { readQuestion } from './readQuestion.ts'
import { answer, responseFaults } from './responseFaults.ts'
import { routes, type Route } from './routes.ts'
import { streamFaults } from './streamFaults.ts'
import { createSyncReply } from './syncReply.ts'
import { cutText } from './tokens.ts'
import type { Framing, Question } from './wire/wire.ts'

/** Handles a request, or says `false` when it is not the backend's. */
export type Backend = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>

const REMEMBERED_QUESTIONS = 1000

const contentTypes: Readonly<Record<Framing, string>> = {
  sse: 'text/event-stream; charset=utf-8',
  ndjson: 'application/x-ndjson',
}

/** All embedded backends in one handler for Node's HTTP server. */
export function createBackend(): Backend {
  const struck = new Set<string>()

  /** A fault that is meant to strike once leaves the later requests of its question alone. */
  function settle(delivery: Delivery): Delivery {
    if (delivery.once === undefined || delivery.fault === 'none') return delivery
    if (struck.has(delivery.once)) return { ...delivery, fault: 'none' }
    if (struck.size > REMEMBERED_QUESTIONS) struck.clear()
    struck.add(delivery.once)
    return delivery
  }

  return async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    if (isImagePath(url.pathname)) {
      await sendImage(response, url.pathname)
      return true
    }
    if (url.pathname === '/api/workflow/query-sync') {
      const question = await readQuestion(request, url, 'message')
      answer(response, question === '' ? 400 : 200, 'application/json', createSyncReply(question))
      return true
    }
    const route = routes.find(({ path }) => path === url.pathname)
    if (route === undefined) return false
    const { field, otherField = field } = route
    const text = await readQuestion(request, url, field, otherField)
    await reply(route, ask(route, url, text), settle(readDelivery(url.searchParams)), response)
    return true
  }
}

function ask(route: Route, url: URL, text: string): Question {
  const { chunking } = readDelivery(url.searchParams)
  return {
    text,
    scenario: url.searchParams.get('scenario') ?? route.scenario,
    language: languages.find((name) => name === url.searchParams.get('language')) ?? 'zh-CN',
    cut: (answerText) => cutText(answerText, chunking),
  }
}

async function reply(
  { wire }: Route,
  question: Question,
  delivery: Delivery,
  response: ServerResponse,
): Promise<void> {
  const refusal = wire.refuse?.(question.text)
  if (refusal !== undefined) {
    answer(response, 400, 'application/json', wire.failure(400, refusal))
    return
  }
  const fault = responseFaults[delivery.fault]
  if (fault) {
    fault(response, wire)
    return
  }
  const left = new AbortController()
  response.once('close', () => left.abort())
  response.writeHead(200, {
    'content-type': contentTypes[wire.framing ?? 'sse'],
    'cache-control': 'no-cache',
    connection: 'keep-alive',
    'x-accel-buffering': 'no',
    ...wire.headers,
  })
  response.flushHeaders()
  const pieces = [...wire.write(question)]
  try {
    await deliver(
      response,
      streamFaults[delivery.fault]?.(pieces, wire) ?? pieces,
      delivery,
      left.signal,
    )
  } catch (error) {
    // A client that leaves is an ordinary end of a stream.
    if (!left.signal.aborted) throw error
  }
}
