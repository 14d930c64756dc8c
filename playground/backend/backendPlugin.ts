import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Plugin } from 'vite'
import { createBackend } from './createBackend.ts'

/** Puts the embedded backend in front of Vite's own server, in development and in preview alike. */
export function backendPlugin(): Plugin {
  const backend = createBackend()
  const handle = (
    request: IncomingMessage,
    response: ServerResponse,
    next: (error?: unknown) => void,
  ): void => {
    backend(request, response).then((handled) => {
      if (!handled) next()
    }, next)
  }
  return {
    name: 'playground-backend',
    configureServer: (server) => void server.middlewares.use(handle),
    configurePreviewServer: (server) => void server.middlewares.use(handle),
  }
}
