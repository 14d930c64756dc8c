import { createAxiosExchange } from './axios/axiosExchange.ts'
import { recoverEmptyResponse } from './axios/axiosFailure.ts'
import type { AxiosLike, AxiosLikeConfig } from './axios/axiosLike.ts'
import { readResponse } from './axios/axiosResponse.ts'
import { chooseRoute } from './axios/axiosRoute.ts'
import { FETCH_DEFAULTS } from './fetchTransport.ts'
import { resolveLengthLimit } from './lengthLimit.ts'
import type { LengthLimit } from './lengthLimit.ts'
import type { Transport } from './transport.ts'

export interface AxiosTransportOptions {
  /**
   * Through which of axios's adapters the request goes. `auto` takes fetch, unless the instance is set to XHR or to a
   * function of the app's own, such as a mock. Default: `'auto'`.
   */
  readonly adapter?: 'auto' | 'fetch' | 'xhr'
  /**
   * Most text that one XHR may hold, in UTF-16 units, since it keeps all of it to its end. Default: 16 Mi.
   */
  readonly maxTextLength?: LengthLimit
}

/** Nothing in the settings of an app's ordinary requests may end or change a stream. */
const STREAM_SETTINGS = {
  // The timeouts of the run take its place: this one would kill a live stream.
  timeout: 0,
  maxContentLength: -1,
  // Both have been applied, or will be, by the call that goes through the interceptors.
  transformRequest: undefined,
  transformResponse: undefined,
} as const satisfies AxiosLikeConfig

/**
 * Sends through an app's axios instance: its base url, headers, XSRF token and request interceptors count, and a
 * response interceptor that refreshes a token after a 401 may send the request again. The stream itself is taken before
 * any response interceptor sees it.
 *
 * Over fetch, not reading makes the server wait. `XMLHttpRequest` goes on loading whatever happens, keeps the whole text
 * until its end, and is known to answer only with its first bytes. It follows redirects by itself, and says so only
 * afterwards: an answer from another origin than was asked is not read, but the request has been there. Over fetch a redirect is
 * refused, even where the settings say `follow`: axios does not tell where the answer came from, and custom headers such
 * as an API key would go along to any origin.
 *
 * @throws {TypeError} when the instance has no `create()`.
 * @throws {RangeError} for a limit that is not a positive number.
 */
export function axiosTransport(
  instance: AxiosLike,
  { adapter = 'auto', maxTextLength: limit }: AxiosTransportOptions = {},
): Transport {
  const maxTextLength = resolveLengthLimit('maxTextLength', limit)
  const plain = createPlainInstance(instance)
  return {
    name: 'axios',
    get canPause() {
      return chooseRoute(instance, adapter).by === 'stream'
    },
    open(request, context) {
      const fetchOptions = { ...FETCH_DEFAULTS, ...readOptions(instance) }
      const exchange = createAxiosExchange({
        request,
        context,
        maxTextLength,
        route: chooseRoute(instance, adapter),
        dispatch: (config) =>
          plain
            .request({ ...config, ...STREAM_SETTINGS, fetchOptions: forbidRedirects(config) })
            .then(readResponse, recoverEmptyResponse),
      })
      const config: AxiosLikeConfig = {
        url: request.url,
        method: request.method,
        headers: Object.fromEntries(request.headers),
        data: request.body,
        // Interceptors may want to know; the adapter does not rely on it.
        responseType: 'stream',
        timeout: 0,
        // The run's own signal is followed beside whatever stands here.
        signal: readSignal(instance) ?? context.signal,
        fetchOptions,
        adapter: (settings: AxiosLikeConfig) => exchange.adapter(settings),
      }
      return exchange.conclude(instance.request(config))
    },
  }
}

/** Whatever the instance or an interceptor has set. */
function forbidRedirects({ fetchOptions }: AxiosLikeConfig): object {
  return { ...fetchOptions, redirect: 'manual' }
}

/** A signal that ends every request of the app, such as at a sign-out. */
function readSignal({ defaults }: AxiosLike): AbortSignal | undefined {
  const { signal } = defaults
  return signal instanceof AbortSignal ? signal : undefined
}

function readOptions({ defaults }: AxiosLike): object {
  const { fetchOptions } = defaults
  return fetchOptions !== null && typeof fetchOptions === 'object' ? fetchOptions : {}
}

/**
 * An instance without interceptors and settings, to reach axios's adapters by name: the package itself is not imported.
 * The settings that it gets are complete, and its own would bring back what an interceptor has removed.
 */
function createPlainInstance(instance: AxiosLike): AxiosLike {
  if (instance.create === undefined) {
    throw new TypeError(
      'axiosTransport needs an axios instance, or axios itself: create() is missing',
    )
  }
  const plain = instance.create()
  for (const name of Object.keys(plain.defaults)) Reflect.deleteProperty(plain.defaults, name)
  return plain
}
