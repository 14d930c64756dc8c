import type { ChatThread } from '../composables/chat/chatThread.ts'
import type { ExportOptions } from './outlineThread.ts'
import { threadToHtml } from './threadToHtml.ts'
import { threadToJson } from './threadToJson.ts'
import { threadToMarkdown } from './threadToMarkdown.ts'

export type ExportFormat = 'markdown' | 'html' | 'json'

/** A new format is a new row. */
const writers: Readonly<
  Record<ExportFormat, (thread: ChatThread, options: ExportOptions) => string | Promise<string>>
> = {
  markdown: threadToMarkdown,
  html: threadToHtml,
  json: threadToJson,
}

/**
 * Writes a talk as a document. What was said is in it: of every turn the version that is shown. Only JSON has all versions,
 * and how an answer came about: thoughts, calls of tools, progress.
 *
 * @example
 * const text = await exportThread(chat.toJSON(), 'markdown')
 */
export async function exportThread(
  thread: ChatThread,
  format: ExportFormat,
  options: ExportOptions = {},
): Promise<string> {
  return writers[format](thread, options)
}
