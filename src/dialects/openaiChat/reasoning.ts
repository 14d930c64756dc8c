import { isRecord, type JsonRecord, stringField } from '../payload/jsonFields.ts'
import type { EventOutput } from '../payload/recordReader.ts'

/**
 * The thoughts in a delta, from the first field that has some: OpenRouter says the same in two of them.
 *
 * What is encrypted is nothing to read; it goes on as `data`, because some models want it back.
 */
export function readReasoning(delta: JsonRecord, output: EventOutput): string | undefined {
  const details = delta['reasoning_details']
  if (!Array.isArray(details)) return readPlainReasoning(delta)
  for (const detail of details) {
    if (isRecord(detail) && detail['type'] === 'reasoning.encrypted') {
      output.write({ type: 'data', name: 'reasoning-encrypted', data: detail })
    }
  }
  return readPlainReasoning(delta) ?? (details.map(readDetail).join('') || undefined)
}

function readPlainReasoning(delta: JsonRecord): string | undefined {
  const { reasoning_content: content, reasoning } = delta
  if (typeof content === 'string' && content !== '') return content
  return typeof reasoning === 'string' && reasoning !== '' ? reasoning : undefined
}

function readDetail(detail: unknown): string {
  if (!isRecord(detail)) return ''
  return stringField(detail, 'text') ?? stringField(detail, 'summary') ?? ''
}
