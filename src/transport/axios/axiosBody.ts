import { followAbort } from '../abortSignals.ts'
import { createForeignAbort } from './axiosFailure.ts'
import type { AxiosLikeConfig } from './axiosLike.ts'
import { readWholeText } from './axiosResponse.ts'
import { createGrowingText } from './growingText.ts'
import type { GrowingText, LoadingRequest } from './growingText.ts'
import { explainBreak } from '../networkError.ts'
import { describeRequest } from '../requestLine.ts'
import { readTextChunks } from '../textChunks.ts'
import type { TextChunk, TransportRequest } from '../transport.ts'

export interface AxiosBodyOptions {
  readonly request: TransportRequest
  /** The signal of the run. */
  readonly signal: AbortSignal
  /** What axios hands to the adapter; a signal of the app's own may be in it. */
  readonly config: AxiosLikeConfig
  readonly maxTextLength: number
}

/** The body of one call of the adapter, in whichever way it comes. */
export interface AxiosBody {
  /** Ends this call alone: aborted with the run, by the app's own signal, and when nobody reads on. */
  readonly signal: AbortSignal
  /** The body of an `XMLHttpRequest` while it loads. */
  follow(loading: LoadingRequest): AsyncIterable<TextChunk>
  /** The body that the adapter gives when it is done: the stream, or the whole text, of which the rest is read. */
  read(data: unknown): AsyncIterable<TextChunk>
  /** The adapter has failed: a body that is being read breaks off. */
  fail(cause: unknown): void
}

/** Prepares to read what one call of the adapter will give. */
export function createAxiosBody(options: AxiosBodyOptions): AxiosBody {
  const { request, signal, config, maxTextLength } = options
  const requestLine = describeRequest(request)
  const controller = new AbortController()
  const followed = [followAbort(signal, controller)]
  const explainForeign = (reason: unknown): Error => createForeignAbort(reason, requestLine)
  if (config.signal !== undefined && config.signal !== signal) {
    followed.push(followAbort(config.signal, controller, explainForeign))
  }
  const { cancelToken } = config
  if (cancelToken !== undefined) {
    // Some versions of axios look at it no more once the head is there.
    const onCancel = (reason: unknown): void => controller.abort(explainForeign(reason))
    cancelToken.subscribe(onCancel)
    followed.push(() => cancelToken.unsubscribe(onCancel))
  }
  const close = (): void => {
    for (const unfollow of followed) unfollow()
    // axios's own stream waits for the next chunk before it lets go; only its signal frees the socket at once.
    controller.abort()
  }
  const explainBroken = explainBreak(request)
  const explain = (cause: unknown): Error => {
    const { aborted, reason } = controller.signal
    return aborted && reason instanceof Error ? reason : explainBroken(cause)
  }
  let text: GrowingText | undefined
  const openText = (): GrowingText => {
    text ??= createGrowingText({ signal, maxLength: maxTextLength, onClose: close })
    return text
  }

  return {
    signal: controller.signal,
    follow(loading) {
      openText().follow(loading)
      return openText().chunks
    },
    read(data) {
      if (data instanceof ReadableStream) {
        return readTextChunks(data, { signal: controller.signal, fail: explain, onClose: close })
      }
      openText().offer(readWholeText(data))
      openText().end()
      return openText().chunks
    },
    fail(cause) {
      text?.fail(explain(cause))
      close()
    },
  }
}
