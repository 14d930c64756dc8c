import type { TextChannel } from '../events.ts'
import {
  isRecord,
  type JsonRecord,
  ownField,
  recordField,
  stringField,
} from '../payload/jsonFields.ts'
import type { EventOutput } from '../payload/recordReader.ts'

type TakeText = (channel: TextChannel, text: string) => void

/** Reads content that is a list, as Mistral and Databricks send it: texts, thoughts, references, pictures. */
export function readContentParts(
  parts: readonly unknown[],
  take: TakeText,
  output: EventOutput,
): void {
  for (const part of parts) {
    if (typeof part === 'string') take('answer', part)
    else if (!isRecord(part)) output.writeUnknown(part)
    else readPart(part, take, output)
  }
}

function readPart(part: JsonRecord, take: TakeText, output: EventOutput): void {
  const text = textOf(part)
  if (text !== undefined) take('answer', text)
  else if (part['type'] === 'thinking') take('reasoning', readThoughts(part['thinking']))
  else if (part['type'] === 'reasoning') take('reasoning', readThoughts(part['summary']))
  else if (part['type'] === 'image_url') {
    output.write({ type: 'data', name: 'image', data: part })
  } else if (part['type'] === 'reference') {
    output.write({ type: 'data', name: 'reference', data: part })
  } else output.writeUnknown(part)
}

/** The text of a part; in some SDKs it is an object around the words. */
function textOf(part: JsonRecord): string | undefined {
  if (part['type'] !== 'text' && part['type'] !== 'output_text') return undefined
  return stringField(part, 'text') ?? stringField(recordField(part, 'text') ?? {}, 'value')
}

function readThoughts(value: unknown): string {
  if (typeof value === 'string') return value
  if (!Array.isArray(value)) return ''
  const pieces: readonly unknown[] = value
  return pieces
    .map((piece) => (isRecord(piece) ? ownField(piece, 'text') : piece))
    .filter((piece) => typeof piece === 'string')
    .join('')
}
