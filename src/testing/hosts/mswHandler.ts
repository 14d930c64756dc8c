import type { IncomingRequest } from '../testExchange.ts'

/** As much of msw's `http` as is used, so that neither the package nor its types are needed. */
export interface MswHttp<Handler> {
  all(
    path: string | RegExp,
    resolver: (info: { readonly request: Request }) => Promise<Response>,
  ): Handler
}

export function createMswHandler<Handler>(
  http: MswHttp<Handler>,
  url: string | RegExp,
  respond: (request: IncomingRequest) => Promise<Response>,
): Handler {
  return http.all(url, async ({ request }) => {
    const body = await request.text()
    const { method, headers, signal } = request
    return respond({ url: request.url, method, headers, body, signal })
  })
}
