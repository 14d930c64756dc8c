import type { DialectContext } from '../dialect.ts'
import { arrayField, isRecord, type JsonRecord, stringField } from '../payload/jsonFields.ts'
import type { KindReader, KindRow } from '../payload/kindReader.ts'
import { createAnnotationReader } from './annotations.ts'
import type { NumberedOutput } from './numberedOutput.ts'
import { indexIn, placeOf } from './place.ts'
import { createTextParts, type TextPart } from './textParts.ts'

/** Reads what is said and thought: pieces, and the whole text of each part behind them. */
export interface OutputText {
  readonly readers: readonly KindRow[]
  /** An item is whole: a message, or the thoughts before one. */
  readItem(place: string, item: JsonRecord): void
  /** The response is whole: holds it against what was said, unless every part of that was said to be whole. */
  readWhole(items: readonly JsonRecord[]): void
  readonly hasSpoken: boolean
  readonly hasRefused: boolean
}

export function createOutputText(context: DialectContext, output: NumberedOutput): OutputText {
  const readAnnotation = createAnnotationReader(context)
  const parts = createTextParts(output)
  let hasRefused = false

  const textOf = (event: JsonRecord): TextPart =>
    parts.at('text', placeOf(event), indexIn(event, 'content_index'))
  const summaryOf = (event: JsonRecord): TextPart =>
    parts.at('summary', placeOf(event), indexIn(event, 'summary_index'))
  const thoughtsOf = (event: JsonRecord): TextPart =>
    parts.at('thoughts', placeOf(event), indexIn(event, 'content_index'))

  const growText: KindReader = (event) => {
    const { logprobs } = event
    if (Array.isArray(logprobs) && logprobs.length > 0) {
      output.write({ type: 'data', name: 'logprobs', data: logprobs })
    }
    return parts.grow(textOf(event), event['delta'])
  }

  const growRefusal: KindReader = (event) => {
    hasRefused = true
    return parts.grow(textOf(event), event['delta'])
  }

  const settleRefusal: KindReader = (event) => {
    hasRefused = true
    return parts.settle(textOf(event), event['refusal'])
  }

  const readAddedAnnotation: KindReader = (event) => {
    if (!isRecord(event['annotation'])) return false
    const part = textOf(event)
    const item = readAnnotation(event['annotation'], part.start)
    part.annotations++
    if (item !== undefined) output.write({ type: 'results', kind: 'cited', items: [item] })
    return true
  }

  /** Citations come one by one, and all of them again with the item and the response: the first are told already. */
  function cite(part: TextPart, all: readonly unknown[], start = part.start): void {
    const items = all
      .slice(part.annotations)
      .map((annotation) => readAnnotation(annotation, start))
      .filter((item) => item !== undefined)
    part.annotations = Math.max(part.annotations, all.length)
    if (items.length > 0) output.write({ type: 'results', kind: 'cited', items })
  }

  function readContent(place: string, content: unknown, index: number): void {
    if (!isRecord(content)) return
    const part = parts.at('text', place, index)
    if (content['type'] === 'refusal') {
      hasRefused = true
      parts.settle(part, content['refusal'])
      return
    }
    if (!parts.settle(part, content['text'])) {
      output.write({ type: 'data', name: stringField(content, 'type') || 'content', data: content })
    }
    cite(part, arrayField(content, 'annotations') ?? [])
  }

  function readThoughts(place: string, item: JsonRecord): void {
    const encrypted = stringField(item, 'encrypted_content')
    if (encrypted) {
      const data = { id: item['id'], encrypted_content: encrypted }
      output.write({ type: 'data', name: 'reasoning-encrypted', key: place, data })
    }
    for (const [index, summary] of (arrayField(item, 'summary') ?? []).entries()) {
      if (isRecord(summary)) parts.settle(parts.at('summary', place, index), summary['text'])
    }
    for (const [index, content] of (arrayField(item, 'content') ?? []).entries()) {
      if (isRecord(content)) parts.settle(parts.at('thoughts', place, index), content['text'])
    }
  }

  return {
    readers: [
      ['response.output_text.delta', growText],
      ['response.output_text.done', (event) => parts.settle(textOf(event), event['text'])],
      ['response.refusal.delta', growRefusal],
      ['response.refusal.done', settleRefusal],
      ['response.audio.transcript.delta', growText],
      ['response.output_text.annotation.added', readAddedAnnotation],
      ['response.output_text_annotation.added', readAddedAnnotation],
      [
        'response.reasoning_summary_text.delta',
        (event) => parts.grow(summaryOf(event), event['delta']),
      ],
      [
        'response.reasoning_summary_text.done',
        (event) => parts.settle(summaryOf(event), event['text']),
      ],
      // As servers of open models called it at first.
      ['response.reasoning.delta', (event) => parts.grow(thoughtsOf(event), event['delta'])],
      ['response.reasoning.done', (event) => parts.settle(thoughtsOf(event), event['text'])],
      ['response.reasoning_text.delta', (event) => parts.grow(thoughtsOf(event), event['delta'])],
      ['response.reasoning_text.done', (event) => parts.settle(thoughtsOf(event), event['text'])],
      ['response.reasoning_summary_part.added', () => true],
      ['response.reasoning_summary_part.done', () => true],
      ['response.content_part.added', () => true],
      ['response.content_part.done', () => true],
    ],
    readItem(place, item) {
      if (item['type'] !== 'message') {
        readThoughts(place, item)
        return
      }
      for (const [index, content] of (arrayField(item, 'content') ?? []).entries()) {
        readContent(place, content, index)
      }
    },
    readWhole(items) {
      const contents = items.flatMap(contentsOf)
      const text = parts.isWhole ? '' : contents.map(wordsOf).join('')
      if (text !== '') output.write({ type: 'text-full', channel: 'answer', text, mode: 'final' })
      const texts = parts.texts()
      let start = 0
      for (const [order, content] of contents.entries()) {
        const part = texts[order]
        if (part !== undefined) cite(part, arrayField(content, 'annotations') ?? [], start)
        start += wordsOf(content).length
      }
    },
    get hasSpoken() {
      return parts.answerLength > 0
    },
    get hasRefused() {
      return hasRefused
    },
  }
}

function contentsOf(item: JsonRecord): readonly JsonRecord[] {
  return item['type'] === 'message' ? (arrayField(item, 'content') ?? []).filter(isRecord) : []
}

function wordsOf(content: JsonRecord): string {
  return stringField(content, 'text') ?? stringField(content, 'refusal') ?? ''
}
