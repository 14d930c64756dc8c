import type { Plugin } from 'vite'

/** A response that the server gave, or stopped giving because the client left. */
export interface ServedResponse {
  readonly path: string
  /** The client closed the connection before the server had ended the response. */
  readonly isAborted: boolean
  /** When it was over, in milliseconds since the epoch: the page and the server share that clock. */
  readonly at: number
}

/** A Vite plugin that tells `listener` of every response that is over. */
export function watchResponses(listener: (response: ServedResponse) => void): Plugin {
  return {
    name: 'watch-responses',
    enforce: 'pre',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = request.url ?? ''
        response.once('close', () =>
          listener({ path, isAborted: !response.writableFinished, at: Date.now() }),
        )
        next()
      })
    },
  }
}
