import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { build } from 'vite'
import type { Answer } from './httpServer.ts'

/** A script for a browser page, and the style sheet of the components in it. */
export interface PageBundle {
  readonly script: string
  readonly styles: string
}

type Mode = 'production' | 'development'

/** Bundles a script of this folder for a browser page; what it exports becomes `globalThis[name]`. */
export async function bundlePage(
  file: string,
  name: string,
  mode: Mode = 'production',
): Promise<string> {
  return (await bundleStyledPage(file, name, mode)).script
}

/** As `bundlePage`, with the style sheet beside it. */
export async function bundleStyledPage(
  file: string,
  name: string,
  mode: Mode = 'production',
): Promise<PageBundle> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [vue()],
    define: { 'process.env.NODE_ENV': JSON.stringify(mode) },
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
  const sheet = bundle.output.find(({ fileName }) => fileName === 'page.css')
  const styles = sheet?.type === 'asset' ? String(sheet.source) : ''
  return { script: bundle.output[0].code, styles }
}

/** What a server must answer to hold a page with that script. */
export function servePage(script: string, styles = ''): Readonly<Record<string, Answer>> {
  const html =
    '<!doctype html><title>page</title><link rel="stylesheet" href="/page.css"><script src="/page.js"></script>'
  return {
    '/': serve('text/html', html),
    '/page.js': serve('text/javascript', script),
    '/page.css': serve('text/css', styles),
  }
}

function serve(type: string, body: string): Answer {
  return (exchange) => {
    exchange.head(200, { 'content-type': type })
    exchange.end(body)
  }
}
