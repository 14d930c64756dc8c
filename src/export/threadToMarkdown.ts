import type { CitedSource } from '../components/citations/numberSources.ts'
import type { ChatThread } from '../composables/chat/chatThread.ts'
import { en } from '../locales/en.ts'
import { documentUrl } from './documentUrl.ts'
import { markSpans } from './markSpans.ts'
import {
  outlineThread,
  type ExportOptions,
  type OutlineEntry,
  type Passage,
} from './outlineThread.ts'
import { closeMarkdown, escapeMarkdown } from './plainMarkdown.ts'

/**
 * A talk as Markdown: answers as the backend sent them, questions as quotes, and below each answer its sources by the
 * numbers that it cites them by, with their addresses.
 */
export function threadToMarkdown(thread: ChatThread, options: ExportOptions = {}): string {
  const { messages = en } = options
  const { title, date, entries } = outlineThread(thread, options)
  const blocks = [
    `# ${escapeMarkdown(title)}`,
    date,
    ...entries.flatMap((entry) => writeEntry(entry, messages.results.cited)),
  ]
  return `${blocks.filter(Boolean).join('\n\n')}\n`
}

function writeEntry(entry: OutlineEntry, sourcesLabel: string): readonly string[] {
  const heading = `## ${entry.heading}`
  if (entry.role === 'user') {
    const files = entry.attachments.map(({ name, url }) => `- ${writeLink(name, url)}`)
    return [heading, quote(entry.text), files.join('\n')]
  }
  const { passages, note, sources } = entry
  return [
    heading,
    ...passages.flatMap((passage) => writePassage(passage, sources)),
    note === undefined ? '' : `*${escapeMarkdown(note)}*`,
    ...(sources.length > 0 ? [`### ${sourcesLabel}`, sources.map(writeSource).join('\n')] : []),
  ]
}

function writePassage(passage: Passage, sources: readonly CitedSource[]): readonly string[] {
  const { step } = passage
  const text = closeMarkdown(markSpans(passage, sources))
  return [step === undefined ? '' : `### ${escapeMarkdown(step)}`, text]
}

function quote(text: string): string {
  const lines = text.trim().split(/\r\n|\r|\n/)
  // A line that ends is a line that ends, also where Markdown would flow them together.
  return lines.map((line) => `> ${escapeMarkdown(line)}`.trimEnd()).join('  \n')
}

function writeSource({ number, item }: CitedSource): string {
  const { title, url, source, id } = item
  const name = title ?? source ?? url ?? id
  const from = source !== undefined && source !== name ? ` (${escapeMarkdown(source)})` : ''
  return `${number}. ${writeLink(name, url)}${from}`
}

/** The address stands there to be read as well: paper and plain text cannot be clicked. */
function writeLink(name: string, url: string | undefined): string {
  const label = escapeMarkdown(name)
  const href = documentUrl(url)
  if (href === undefined)
    return url === undefined || url === name ? label : `${label}: ${escapeMarkdown(url)}`
  const target = href.replaceAll(/[<>\s\\]/g, encodeURIComponent)
  return url === name
    ? `[${label}](<${target}>)`
    : `[${label}](<${target}>) – ${escapeMarkdown(href)}`
}
