import type { InternalAxiosRequestConfig, AxiosResponse } from 'axios'
import { AxiosError, AxiosHeaders, CanceledError } from 'axios'

/** An `XMLHttpRequest` under the control of a test, as far as axios's progress callback shows it. */
export class FakeXhr extends EventTarget {
  status = 200
  responseText = ''
  responseURL = 'http://127.0.0.1/chat'
  contentType = 'text/event-stream'
  isAborted = false

  getAllResponseHeaders(): string {
    return `content-type: ${this.contentType}\r\nx-model: small: one\r\n`
  }
}

export interface FakeXhrAdapter {
  /** For `instance.defaults.adapter`: rejects at an abort as axios does, throttles its callback to the first call. */
  readonly adapter: (config: InternalAxiosRequestConfig) => Promise<AxiosResponse>
  /** The request that was made; settles with the first one. */
  readonly sent: Promise<FakeXhr>
  /** More text has come: the request's own event fires, and axios's callback only at the first time. */
  load(text: string): void
  /** The response is complete. */
  finish(): void
  /** The connection broke: the text is empty again, as in browsers. */
  breakOff(): void
}

/** Plays axios's XHR adapter, throttle included, for a test that says what arrives when. */
export function createFakeXhrAdapter({ olderEvents = false } = {}): FakeXhrAdapter {
  const xhr = new FakeXhr()
  let announce: (xhr: FakeXhr) => void
  const sent = new Promise<FakeXhr>((resolve) => (announce = resolve))
  let report: (() => void) | undefined
  let finish: (() => void) | undefined
  let breakOff: (() => void) | undefined

  return {
    sent,
    adapter: (config) =>
      new Promise((resolve, reject) => {
        report = () => {
          const loaded = xhr.responseText.length
          const source = olderEvents ? { target: xhr } : { event: { target: xhr } }
          config.onDownloadProgress?.({ loaded, bytes: 0, lengthComputable: false, ...source })
        }
        finish = () =>
          resolve({
            data: xhr.responseText,
            status: xhr.status,
            statusText: '',
            headers: AxiosHeaders.from({ 'content-type': xhr.contentType }),
            config,
            request: xhr,
          })
        breakOff = () => {
          xhr.responseText = ''
          xhr.status = 0
          report?.()
          reject(new AxiosError('Network Error', AxiosError.ERR_NETWORK, config, xhr))
        }
        config.signal?.addEventListener?.('abort', () => {
          xhr.isAborted = true
          reject(new CanceledError(undefined, config))
        })
        announce(xhr)
      }),
    load(text) {
      const isFirst = xhr.responseText === ''
      xhr.responseText += text
      if (isFirst) report?.()
      xhr.dispatchEvent(new Event('progress'))
    },
    finish: () => finish?.(),
    breakOff: () => breakOff?.(),
  }
}
