import { isRecord, stringField } from '../payload/jsonFields.ts'

/** The words in what a tool gave: a text, or a list of blocks of which some have one. */
export function readContentText(content: unknown): string {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return ''
  const blocks: readonly unknown[] = content
  return blocks.map((block) => (isRecord(block) ? (stringField(block, 'text') ?? '') : '')).join('')
}
