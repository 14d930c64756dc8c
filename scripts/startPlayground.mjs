import { fileURLToPath } from 'node:url'
import { createServer } from 'vite'

/**
 * Starts the playground as `npm run play` does, on a free port of the loopback interface and without a browser.
 * `plugins` come on top of its own.
 */
export async function startPlayground(plugins = []) {
  const server = await createServer({
    configFile: fileURLToPath(new URL('../playground/vite.config.ts', import.meta.url)),
    logLevel: 'error',
    server: { host: '127.0.0.1', port: 0, hmr: false, open: false },
    plugins,
  })
  await server.listen()
  return {
    origin: `http://127.0.0.1:${server.httpServer.address().port}`,
    close: () => server.close(),
  }
}
