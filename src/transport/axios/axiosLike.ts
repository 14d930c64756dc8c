/**
 * As much of axios as the transport touches, so that the core needs neither the package nor its types. Instances of
 * axios 1.7 and later fit, the default export too.
 */
export interface AxiosLike {
  readonly defaults: {
    readonly adapter?: unknown
    readonly fetchOptions?: unknown
    readonly signal?: unknown
  }
  /** Takes an {@link AxiosLikeConfig}; no narrower type than this would fit all versions. */
  request(config: object): Promise<unknown>
  /** Every instance has it; the types of axios know it on the default export only. */
  create?(): AxiosLike
}

/** A request's settings. Everything else that an app has put into them is passed on untouched. */
export interface AxiosLikeConfig {
  url?: string
  baseURL?: string
  method?: string
  data?: unknown
  headers?: unknown
  adapter?: unknown
  responseType?: 'stream' | 'text'
  timeout?: number
  maxContentLength?: number
  signal?: AbortSignal
  cancelToken?: AxiosLikeCancelToken
  fetchOptions?: object
  transformRequest?: unknown
  transformResponse?: unknown
  onDownloadProgress?: (progress: AxiosLikeProgress) => void
}

/** How axios was told to cancel before there were abort signals; many apps still do. */
export interface AxiosLikeCancelToken {
  subscribe(listener: (reason: unknown) => void): void
  unsubscribe(listener: (reason: unknown) => void): void
}

/** A response as adapters give it; a mock may leave out everything but `data`. */
export interface AxiosLikeResponse {
  data?: unknown
  status?: number
  headers?: unknown
  config?: AxiosLikeConfig
  /** A `Request` from the fetch adapter, the `XMLHttpRequest` from the other one. */
  request?: unknown
}

/** Newer versions wrap the browser's event, older ones hand it over as it is. */
export interface AxiosLikeProgress {
  readonly event?: unknown
  readonly target?: unknown
}

/** What axios rejects with. */
export interface AxiosLikeError {
  code?: unknown
  message?: unknown
  config?: AxiosLikeConfig
  response?: AxiosLikeResponse
}
