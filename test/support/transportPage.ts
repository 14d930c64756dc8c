import axios from 'axios'
import { StreamError } from '../../src/errors/streamError.ts'
import { axiosTransport } from '../../src/transport/axiosTransport.ts'
import { fetchTransport } from '../../src/transport/fetchTransport.ts'
import type { Transport, TransportRequest } from '../../src/transport/transport.ts'
import { webSocketTransport } from '../../src/transport/webSocketTransport.ts'

// Runs in a browser page: the transports as an app has them, and a report that can be handed back to the test.

export interface PageTask {
  readonly transport: 'fetch' | 'axios' | 'xhr' | 'websocket'
  readonly url: string
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Aborts so many milliseconds after the first chunk, or after the start when there is none by then. */
  readonly abortAfter?: number
  /** Reads one chunk and then nothing for so many milliseconds. */
  readonly idleFor?: number
}

export interface PageReport {
  readonly status: number | undefined
  readonly url: string | undefined
  readonly chunks: readonly string[]
  readonly bytes: number
  /** When chunks came, in milliseconds after the start. */
  readonly times: readonly number[]
  readonly abortedAt: number | undefined
  readonly error:
    | {
        readonly kind: string
        readonly message: string
        readonly status: number | undefined
        readonly code: string | undefined
        readonly retryable: boolean | undefined
        readonly body: string | undefined
      }
    | undefined
}

const createTransport: Readonly<Record<PageTask['transport'], () => Transport>> = {
  fetch: () => fetchTransport(),
  axios: () => axiosTransport(axios.create()),
  xhr: () => axiosTransport(axios.create(), { adapter: 'xhr' }),
  websocket: () => webSocketTransport(),
}

export async function runTask(task: PageTask): Promise<PageReport> {
  const { url, body, headers, abortAfter, idleFor } = task
  const controller = new AbortController()
  const request: TransportRequest = {
    url,
    method: body === undefined ? 'GET' : 'POST',
    headers: new Headers(headers),
    body,
  }
  const startedAt = performance.now()
  const chunks: string[] = []
  const times: number[] = []
  let bytes = 0
  let status: number | undefined
  let answeredBy: string | undefined
  let error: PageReport['error']
  // Beside performance.now(), which every page starts anew, the test has this clock too.
  let abortedAt: number | undefined
  const abort = (): void => {
    abortedAt = Date.now()
    controller.abort(new DOMException('the user pressed stop', 'AbortError'))
  }
  if (abortAfter !== undefined) setTimeout(abort, abortAfter)
  try {
    const context = { signal: controller.signal, maxErrorBytes: 4096 }
    const response = await createTransport[task.transport]().open(request, context)
    status = response.status
    answeredBy = response.url
    for await (const chunk of response.chunks) {
      chunks.push(chunk.text)
      bytes += chunk.bytes
      times.push(performance.now() - startedAt)
      if (idleFor !== undefined) {
        await new Promise((resolve) => setTimeout(resolve, idleFor))
        break
      }
    }
  } catch (thrown) {
    error = describeError(thrown)
  }
  return { status, url: answeredBy, chunks, bytes, times, abortedAt, error }
}

function describeError(thrown: unknown): PageReport['error'] {
  if (thrown instanceof StreamError) {
    const { kind, message, status, code, retryable, body } = thrown
    return { kind, message, status, code, retryable, body }
  }
  const [kind, message] =
    thrown instanceof Error ? [thrown.name, thrown.message] : ['unknown', String(thrown)]
  return {
    kind,
    message,
    status: undefined,
    code: undefined,
    retryable: undefined,
    body: undefined,
  }
}

Object.assign(globalThis, { runTask })
