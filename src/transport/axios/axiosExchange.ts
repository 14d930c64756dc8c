import { StreamError } from '../../errors/streamError.ts'
import { untilAborted } from '../abortSignals.ts'
import { createAxiosBody } from './axiosBody.ts'
import type { AxiosBody } from './axiosBody.ts'
import { classifyFailure, createUnsentError, readError } from './axiosFailure.ts'
import type { AxiosLikeConfig, AxiosLikeResponse } from './axiosLike.ts'
import {
  parseHeaderLines,
  readAskedUrl,
  readErrorData,
  readHeaders,
  readResponse,
  readUrl,
  watchLoading,
} from './axiosResponse.ts'
import type { AxiosRoute } from './axiosRoute.ts'
import type { LoadingRequest } from './growingText.ts'
import { refuseRedirect } from '../redirect.ts'
import { describeRequest } from '../requestLine.ts'
import { acceptResponse } from '../responseHead.ts'
import type {
  TextChunk,
  TransportContext,
  TransportRequest,
  TransportResponse,
} from '../transport.ts'

export interface AxiosExchangeOptions {
  readonly request: TransportRequest
  readonly context: TransportContext
  readonly route: AxiosRoute
  readonly maxTextLength: number
  /** Sends by the adapter that the settings name, past all interceptors. */
  readonly dispatch: (config: AxiosLikeConfig) => Promise<AxiosLikeResponse>
}

/** One request through axios, with all that interceptors make of it on the way. */
export interface AxiosExchange {
  /** What axios gets as its adapter: it takes the body before any response interceptor sees the response. */
  adapter(config: AxiosLikeConfig): Promise<AxiosLikeResponse>
  /** The response that is to be read, from what `instance.request` comes to. */
  conclude(sent: Promise<unknown>): Promise<TransportResponse>
}

type Verdict = { readonly response: TransportResponse } | { readonly error: unknown }

/**
 * An interceptor may send the request again, as after a 401 with a fresh token: it then comes back into the same
 * adapter. The last response counts, and an earlier one is let go. Once a response is being read, nothing replaces it.
 */
export function createAxiosExchange(options: AxiosExchangeOptions): AxiosExchange {
  const { request, context, route } = options
  const requestLine = describeRequest(request)
  let verdict: Verdict | undefined
  let isBeingRead = false
  let deliver: (response: TransportResponse) => void
  const delivered = new Promise<TransportResponse>((resolve) => (deliver = resolve))

  const judge = async (
    config: AxiosLikeConfig,
    response: AxiosLikeResponse,
    chunks: AsyncIterable<TextChunk>,
  ): Promise<Verdict> => {
    const { status = 200, headers } = response
    const url = readUrl(response) || request.url
    const received = { status, headers: readHeaders(headers), url, chunks }
    try {
      refuseRedirect(request, received, { policy: 'never', redirected: false })
      const asked = readAskedUrl(config, response)
      if (asked !== undefined) {
        refuseRedirect({ ...request, url: asked }, received, { policy: 'follow', redirected: true })
      }
      verdict = { response: await acceptResponse(request, received, context) }
    } catch (error) {
      verdict = { error }
    }
    return verdict
  }

  const createBody = (config: AxiosLikeConfig): AxiosBody => {
    const { signal } = context
    return createAxiosBody({ request, signal, config, maxTextLength: options.maxTextLength })
  }

  /** Reads an `XMLHttpRequest` while it loads; the app's interceptors wait for its end as they always did. */
  const readEarly = async (
    config: AxiosLikeConfig,
    loading: LoadingRequest,
    body: AxiosBody,
  ): Promise<void> => {
    const headers = parseHeaderLines(loading.getAllResponseHeaders())
    const head = { status: loading.status, headers, request: loading }
    const early = await judge(config, head, body.follow(loading))
    if ('error' in early) return
    isBeingRead = true
    deliver(early.response)
  }

  const take = (final: Verdict): TransportResponse => {
    if ('error' in final) throw final.error
    isBeingRead = true
    return final.response
  }

  return {
    async adapter(config) {
      if (isBeingRead) {
        throw new StreamError('protocol', `${requestLine} is being read and cannot be sent again`)
      }
      letGo(verdict)
      verdict = undefined
      const body = createBody(config)
      const early: Promise<void>[] = []
      const settings: AxiosLikeConfig = { ...config, ...route.settings, signal: body.signal }
      if (route.by === 'progress') {
        settings.onDownloadProgress = watchLoading(config, (loading) => {
          early.push(readEarly(config, loading, body))
        })
      }
      try {
        const response = await options.dispatch(settings)
        const chunks = body.read(response.data)
        if (early.length > 0) await Promise.all(early)
        else await judge(config, response, chunks)
        return { ...response, config, data: readShownData(response.data, verdict) }
      } catch (failure) {
        const { response } = readError(failure)
        if (early.length > 0) {
          body.fail(failure)
          await Promise.all(early)
        } else if (response === undefined) {
          const error: unknown = body.signal.aborted ? body.signal.reason : undefined
          verdict = { error: error ?? classifyFailure(failure, requestLine) }
          body.fail(failure)
        } else {
          await judge(config, response, body.read(response.data))
          Object.assign(response, { config, data: readShownData(response.data, verdict) })
        }
        // An interceptor that sends the request again must come back to this adapter.
        throw failure instanceof Error ? Object.assign(failure, { config }) : failure
      }
    },
    conclude(sent) {
      const concluded = sent.then(
        async (value) => {
          if (verdict !== undefined) return take(verdict)
          // An interceptor has put another adapter, such as a cache, in the place of this one.
          const response = readResponse(value)
          return take(await judge({}, response, createBody({}).read(response.data)))
        },
        (failure: unknown) => take(verdict ?? { error: createUnsentError(failure, requestLine) }),
      )
      // An interceptor may wait for something of its own, which an abort does not end.
      return untilAborted(Promise.race([delivered, concluded]), context.signal)
    },
  }
}

function letGo(verdict: Verdict | undefined): void {
  if (verdict === undefined || 'error' in verdict) return
  void verdict.response.chunks[Symbol.asyncIterator]().return?.()
}

/** What the app's interceptors see as `data`: never the stream, which is the run's; of an error, what the server said. */
function readShownData(data: unknown, verdict: Verdict | undefined): unknown {
  if (!(data instanceof ReadableStream)) return data
  if (verdict === undefined || 'response' in verdict) return ''
  return verdict.error instanceof StreamError ? readErrorData(verdict.error) : ''
}
