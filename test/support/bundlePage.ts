import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { build } from 'vite'
import type { Answer } from './httpServer.ts'

/** Bundles a script of this folder for a browser page; what it exports becomes `globalThis[name]`. */
export async function bundlePage(file: string, name: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [vue()],
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      minify: false,
      lib: {
        entry: fileURLToPath(new URL(file, import.meta.url)),
        formats: ['iife'],
        name,
        cssFileName: 'page',
      },
    },
  })
  const [bundle] = [result].flat()
  if (bundle === undefined || !('output' in bundle)) throw new TypeError('nothing was built')
  return bundle.output[0].code
}

/** What a server must answer to hold a page with that script. */
export function servePage(script: string): Readonly<Record<string, Answer>> {
  const html = '<!doctype html><title>page</title><script src="/page.js"></script>'
  return { '/': serve('text/html', html), '/page.js': serve('text/javascript', script) }
}

function serve(type: string, body: string): Answer {
  return (exchange) => {
    exchange.head(200, { 'content-type': type })
    exchange.end(body)
  }
}
