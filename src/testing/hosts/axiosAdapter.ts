import type { IncomingRequest } from '../testExchange.ts'

/** As much of the settings of an axios request as is used. */
export interface TestAxiosConfig {
  readonly url?: string
  readonly baseURL?: string
  readonly method?: string
  readonly headers?: object
  readonly data?: unknown
  readonly responseType?: string
  readonly signal?: unknown
  readonly validateStatus?: ((status: number) => boolean) | null
  readonly onDownloadProgress?: (progress: TestAxiosProgress) => void
}

/** What axios tells while a text loads. */
export interface TestAxiosProgress {
  readonly loaded: number
  readonly bytes: number
  readonly lengthComputable: boolean
  readonly event: { readonly target: { readonly responseText: string; readonly status: number } }
}

/** What axios gets of an adapter; `config` is whatever it was called with. */
export interface TestAxiosResponse<Config> {
  readonly data: unknown
  readonly status: number
  readonly statusText: string
  // `any` of axios's own making: its type of headers differs from version to version.
  readonly headers: Record<string, string>
  readonly config: Config
  readonly request: { readonly url: string }
}

/**
 * Answers a request of axios: with the stream where that is asked for, and otherwise as `XMLHttpRequest` does, whose
 * text grows from one progress event to the next.
 */
export type TestAxiosAdapter = <Config extends TestAxiosConfig>(
  config: Config,
) => Promise<TestAxiosResponse<Config>>

export function createAxiosAdapter(
  respond: (request: IncomingRequest) => Promise<Response>,
): TestAxiosAdapter {
  return async (config) => {
    const { signal, responseType, data } = config
    const response = await respond({
      url: joinUrl(config),
      method: (config.method ?? 'get').toUpperCase(),
      headers: readHeaders(config.headers),
      body: data,
      signal: signal instanceof AbortSignal ? signal : undefined,
    })
    const isStream = responseType === 'stream'
    const answer = {
      data: isStream ? response.body : await readGrowingText(response, config),
      status: response.status,
      statusText: response.statusText,
      headers: Object.fromEntries(response.headers),
      config,
      request: { url: response.url },
    }
    if (config.validateStatus?.(response.status) !== false) return answer
    const message = `Request failed with status code ${response.status}`
    throw Object.assign(new Error(message), {
      isAxiosError: true,
      code: response.status < 500 ? 'ERR_BAD_REQUEST' : 'ERR_BAD_RESPONSE',
      config,
      response: answer,
    })
  }
}

async function readGrowingText(
  { body, status }: Response,
  { onDownloadProgress }: TestAxiosConfig,
): Promise<string> {
  const reader = body?.getReader()
  const decoder = new TextDecoder()
  let responseText = ''
  let loaded = 0
  for (;;) {
    const result = await reader?.read()
    if (result === undefined || result.done) return responseText + decoder.decode()
    const { value } = result
    responseText += decoder.decode(value, { stream: true })
    loaded += value.length
    onDownloadProgress?.({
      loaded,
      bytes: value.length,
      lengthComputable: false,
      event: { target: { responseText, status } },
    })
  }
}

function joinUrl({ baseURL, url = '' }: TestAxiosConfig): string {
  if (baseURL === undefined || /^([a-z][a-z\d+.-]*:)?\/\//i.test(url)) return url
  return `${baseURL.replace(/\/+$/, '')}/${url.replace(/^\/+/, '')}`
}

function readHeaders(given: object | undefined): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(given ?? {})) {
    if (typeof value === 'string' || typeof value === 'number') headers.set(name, String(value))
  }
  return headers
}
