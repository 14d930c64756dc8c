import type { DoneReason, ResultItem, StreamEvent } from '../dialects/events.ts'
import type { DialectName } from '../dialects/index.ts'
import type { WireEncoder, WireWriter } from './encoders/encoder.ts'
import { encoderOf } from './encoders/index.ts'
import { createAxiosAdapter } from './hosts/axiosAdapter.ts'
import { createMswHandler } from './hosts/mswHandler.ts'
import { createNodeHandler } from './hosts/nodeHandler.ts'
import { readFetchCall } from './hosts/fetchCall.ts'
import { MESSAGES, serverFailures } from './serverFailures.ts'
import { createTestClock } from './testClock.ts'
import {
  createTestExchange,
  type IncomingRequest,
  type ResponseHead,
  type TestExchange,
  type TestRequest,
} from './testExchange.ts'
import type { TestResult, TestStream } from './testStream.ts'
import { createTestTransport } from './testTransport.ts'
import { settle } from './turn.ts'

/**
 * Makes a backend of one dialect for a test.
 *
 * @example
 * const stream = createTestStream('openai-chat')
 * const run = openStream({ url: '/chat' }, { transport: stream.transport })
 * await stream.token('Open the valve.')
 * await stream.drop()
 * await expect(run).toEndWith('interrupted')
 */
export function createTestStream(dialect: DialectName | WireEncoder = 'rag'): TestStream {
  const encoder = typeof dialect === 'string' ? encoderOf(dialect) : dialect
  const clock = createTestClock()
  const utf8 = new TextEncoder()
  const exchanges: TestExchange[] = []
  const writers = new WeakMap<TestExchange, WireWriter>()
  const unasked: TestRequest[] = []
  const waiting: ((request: TestRequest) => void)[] = []
  const defaultHead: ResponseHead = {
    status: 200,
    headers: { 'content-type': encoder.contentType },
  }
  let openStep: string | undefined
  let steps = 0
  let tools = 0

  const open = (): TestExchange => {
    const exchange = createTestExchange()
    exchanges.push(exchange)
    writers.set(exchange, encoder.create())
    return exchange
  }
  /** Where the server speaks now. */
  const current = (): TestExchange => {
    const last = exchanges.at(-1)
    return last === undefined || last.isDone ? open() : last
  }
  const respond = (request: IncomingRequest): Promise<Response> => {
    const exchange = exchanges.find((one) => one.request === undefined) ?? open()
    const answer = exchange.answer(request)
    if (exchange.request !== undefined) {
      const waiter = waiting.shift()
      if (waiter === undefined) unasked.push(exchange.request)
      else waiter(exchange.request)
    }
    return answer
  }
  const fetch: typeof globalThis.fetch = (input, init) => respond(readFetchCall(input, init))

  const send = (raw: string | Uint8Array, exchange = current()): void => {
    exchange.accept(defaultHead)
    const bytes = typeof raw === 'string' ? utf8.encode(raw) : raw
    if (bytes.length > 0) exchange.send(bytes)
  }
  const say = (...events: readonly StreamEvent[]): Promise<void> => {
    const exchange = current()
    const writer = writers.get(exchange) ?? encoder.create()
    send(events.map((event) => writer.write(event)).join(''), exchange)
    return settle()
  }
  const endStep = (): readonly StreamEvent[] => {
    if (openStep === undefined) return []
    const stepId = openStep
    openStep = undefined
    return [{ type: 'step-end', stepId, status: 'ok' }]
  }
  const finish = async (reason: DoneReason): Promise<void> => {
    const exchange = current()
    const saying = say(...endStep(), { type: 'done', reason, clean: true })
    exchange.close()
    await saying
    await settle()
  }
  const drop = (cause: unknown): void => {
    openStep = undefined
    current().break(cause)
  }
  const refuse = (head: ResponseHead, body: string): void => {
    const exchange = current()
    if (exchange.hasHead) throw new TypeError('The response has begun: its head cannot change')
    exchange.accept(head)
    exchange.send(utf8.encode(body))
    exchange.close()
  }

  return {
    transport: createTestTransport(fetch),
    fetch,
    axiosAdapter: createAxiosAdapter(respond),
    mswHandler: (http, url) => createMswHandler(http, url, respond),
    nodeHandler: createNodeHandler(respond),
    get requests() {
      return exchanges.map(({ request }) => request).filter((request) => request !== undefined)
    },
    nextRequest() {
      const request = unasked.shift()
      if (request !== undefined) return Promise.resolve(request)
      return new Promise((resolve) => void waiting.push(resolve))
    },
    clock,
    async advance(milliseconds) {
      await clock.advance(milliseconds)
      await settle()
    },
    accept(head) {
      current().accept({ ...defaultHead, ...head })
      return settle()
    },
    push(raw) {
      send(raw)
      return settle()
    },
    event: say,
    token: (delta) => say({ type: 'text', channel: 'answer', delta }),
    thought: (delta) => say({ type: 'text', channel: 'reasoning', delta }),
    status: (message) => say({ type: 'status', message }),
    step(name) {
      const ended = endStep()
      const index = steps
      steps++
      openStep = `step-${steps}`
      return say(...ended, { type: 'step-start', stepId: openStep, index, name })
    },
    tool(name, input, output) {
      tools++
      const toolCallId = `call-${tools}`
      const call: readonly StreamEvent[] = [
        { type: 'tool-start', toolCallId, name },
        { type: 'tool-end', toolCallId, phase: 'input', name, input },
      ]
      if (output === undefined) return say(...call)
      return say(...call, { type: 'tool-end', toolCallId, phase: 'output', name, output })
    },
    results: (items, kind = 'retrieved') =>
      say({ type: 'results', kind, items: items.map(completeResult) }),
    progress: (value, total) => say({ type: 'progress', value, total }),
    finish: (reason = 'stop') => finish(reason),
    close() {
      const exchange = current()
      exchange.accept(defaultHead)
      exchange.close()
      openStep = undefined
      return settle()
    },
    drop() {
      drop(new TypeError(MESSAGES.network))
      return settle()
    },
    hang() {
      current().hang()
      return settle()
    },
    async fail(kind, { message = MESSAGES[kind], status = 503 } = {}) {
      if (!Object.hasOwn(serverFailures, kind)) {
        const kinds = Object.keys(serverFailures).join(', ')
        throw new TypeError(`There is no failure of the kind "${kind}"; there are ${kinds}`)
      }
      await serverFailures[kind]({
        message,
        status,
        refuse,
        push: send,
        report(words) {
          const exchange = current()
          void say(
            { type: 'error', message: words, recoverable: false, scope: 'stream' },
            { type: 'done', reason: 'error', clean: true },
          )
          exchange.close()
        },
        drop,
        hang: () => current().hang(),
        advance: (milliseconds) => clock.advance(milliseconds),
      })
      await settle()
    },
  }
}

function completeResult(result: TestResult, index: number): ResultItem {
  const id = result.id ?? result.url ?? `result-${index + 1}`
  return { images: [], metadata: {}, ...result, id }
}
