import axios from 'axios'
import { afterAll, beforeAll } from 'vitest'
import { StreamError } from '../../src/errors/streamError.ts'
import { axiosTransport } from '../../src/transport/axiosTransport.ts'
import { fetchTransport } from '../../src/transport/fetchTransport.ts'
import type { Transport, TransportResponse } from '../../src/transport/transport.ts'
import { startHttpServer } from './httpServer.ts'
import type { Answer, TestHttpServer } from './httpServer.ts'
import { collectTexts, createContext, createRequest } from './transportRequest.ts'

/** What carries streams over HTTP in Node. All of it must behave the same, so its tests run over each. */
export const HTTP_TRANSPORTS: readonly (readonly [string, () => Transport])[] = [
  ['fetch', () => fetchTransport()],
  ['axios over fetch', () => axiosTransport(axios.create())],
]

/** Two events with characters of three and four bytes in them. */
export const EVENTS = 'data: 水は\n\ndata: flows 🌊 on\n\n'

/** Where the character of four bytes begins, in bytes. */
export const WAVE = Buffer.from(EVENTS).indexOf(Buffer.from('🌊'))

export interface TransportTrial {
  readonly server: TestHttpServer
  readonly transport: Transport
  /** Posts a small question to `/chat`, which is answered so. */
  open(answer: Answer, maxErrorBytes?: number): Promise<TransportResponse>
  /** All text of the answer. */
  read(answer: Answer): Promise<string>
  /** The error that opening or reading ends with, and the text that came before it. */
  fail(
    answer: Answer,
    maxErrorBytes?: number,
  ): Promise<{ readonly error: StreamError; readonly text: string }>
}

/** A server for the tests of one file or `describe`, and the transport that is tried against it. */
export function useTransportTrial(createTransport: () => Transport): TransportTrial {
  let server: TestHttpServer
  const transport = createTransport()
  beforeAll(async () => {
    server = await startHttpServer()
  })
  afterAll(() => server.close())

  const open: TransportTrial['open'] = (answer, maxErrorBytes) => {
    server.on('/chat', answer)
    const request = createRequest(`${server.url}/chat`, {
      body: '{"q":"?"}',
      headers: { 'content-type': 'application/json' },
    })
    return transport.open(request, createContext(undefined, maxErrorBytes))
  }
  return {
    transport,
    get server() {
      return server
    },
    open,
    async read(answer) {
      return (await collectTexts((await open(answer)).chunks)).join('')
    },
    async fail(answer, maxErrorBytes) {
      const texts: string[] = []
      try {
        await collectTexts((await open(answer, maxErrorBytes)).chunks, texts)
      } catch (error) {
        if (error instanceof StreamError) return { error, text: texts.join('') }
        throw error
      }
      throw new TypeError('the request succeeded')
    },
  }
}
