import type { IncomingMessage, ServerResponse } from 'node:http'
import { readDelivery, type Delivery } from '../shared/delivery.ts'
import { FAULT_NOTES_PATH } from '../shared/faultNote.ts'
import { languages } from '../shared/scenario.ts'
import { createFaultLog } from './faults/faultLog.ts'
import { isImagePath, sendImage } from './images.ts'
import { readQuestion } from './readQuestion.ts'
import { answer } from './responseFaults.ts'
import { reply } from './reply.ts'
import { routes, type Route } from './routes.ts'
import { createSyncReply } from './syncReply.ts'
import { cutText } from './tokens.ts'
import type { Question } from './wire/wire.ts'

/** Handles a request, or says `false` when it is not the backend's. */
export type Backend = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>

const REMEMBERED_QUESTIONS = 1000

/** All embedded backends in one handler for Node's HTTP server. */
export function createBackend(): Backend {
  const struck = new Set<string>()
  const faultLog = createFaultLog()

  /** A fault that is meant to strike once leaves the later requests of its question alone. */
  function settle(delivery: Delivery): Delivery {
    if (!delivery.once || delivery.fault === 'none' || delivery.fault === 'composed') {
      return delivery
    }
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
    if (url.pathname.startsWith(FAULT_NOTES_PATH)) {
      const questionId = url.pathname.slice(FAULT_NOTES_PATH.length)
      answer(response, 200, 'application/json', faultLog.read(questionId))
      return true
    }
    const route = routes.find(({ path }) => path === url.pathname)
    if (route === undefined) return false
    const { field, otherField = field } = route
    const text = await readQuestion(request, url, field, otherField)
    const delivery = settle(readDelivery(url.searchParams))
    const logged = faultLog.begin(delivery.once)
    const lastEventId = Number(request.headers['last-event-id'])
    await reply(
      { ...delivery, wire: route.wire, question: ask(route, url, text), logged, lastEventId },
      response,
    )
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
