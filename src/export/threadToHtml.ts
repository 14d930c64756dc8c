import type { ChatThread } from '../composables/chat/chatThread.ts'
import { en } from '../locales/en.ts'
import { outlineThread, type ExportOptions } from './outlineThread.ts'

/**
 * A talk as one HTML document that needs nothing else: no script, no request, a strict policy of its own.
 *
 * The answers are drawn by `RillMarkdown`, as on the screen, and written by Vue's server renderer, which is loaded here:
 * no HTML of a model gets into it. Pictures are links.
 */
export async function threadToHtml(
  thread: ChatThread,
  options: ExportOptions = {},
): Promise<string> {
  const { messages = en, language = 'en' } = options
  const [{ createSSRApp }, { renderToString }, { ExportDocument }] = await Promise.all([
    import('vue'),
    import('vue/server-renderer'),
    import('./ExportDocument.ts'),
  ])
  const app = createSSRApp(ExportDocument, {
    outline: outlineThread(thread, options),
    language,
    sourcesLabel: messages.results.cited,
  })
  // Comments mark where fragments begin for a browser that takes over; nobody takes this over.
  const html = (await renderToString(app)).replaceAll(/<!--(?:\[|\]|)-->/g, '')
  return `<!doctype html>\n${html}\n`
}
