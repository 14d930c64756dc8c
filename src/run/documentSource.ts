import type { Finding } from '../dialects/detect.ts'
import { detectDocument } from '../dialects/detectDocument.ts'
import { parseJson } from '../dialects/payload/json.ts'
import { createBoundedText } from '../framing/boundedText.ts'
import type { Frame } from '../framing/frame.ts'
import { createJsonArraySplitter } from '../framing/jsonArray.ts'
import type { FrameSource, FrameSourceOptions } from './frameSource.ts'
import { readJsonDocument } from './jsonDocument.ts'

/** Stands behind an answer that came whole, for the dialects that wait for it. */
const END_MARK: Frame = { event: '', data: '[DONE]', id: undefined }

/**
 * Makes the source for a body that is one JSON document. It is the only frame, where a dialect knows it as its answer. A
 * list is a stream in a wrapping of its own, as Gemini writes one without `alt=sse`: each of its items is a frame, as soon
 * as it is there.
 *
 * `end` throws for a document that nobody knows: `server` when it tells of an error, `protocol` otherwise.
 */
export function createDocumentSource(options: Omit<FrameSourceOptions, 'framing'>): FrameSource {
  const { finding: known, dialects, headers, maxEventBytes, json, take } = options
  const whole = createBoundedText(maxEventBytes)
  const splitter = createJsonArraySplitter({ maxEventBytes })
  let finding: Finding | undefined
  let kind: 'unknown' | 'list' | 'whole' = 'unknown'

  function detect(text: string): Finding | undefined {
    const parsed = parseJson(text, json)
    if (parsed.ok) return detectDocument(parsed.value, known, headers, dialects)
    // What is too large to be looked at is still an answer to whoever expects one.
    return parsed.problem === 'syntax' ? undefined : known
  }

  /** What the first item is, all of them are. */
  function readList(text: string): void {
    const items = splitter.push(text)
    const [first] = items
    if (finding === undefined && first !== undefined) {
      finding = detect(first)
      if (finding === undefined) kind = 'whole'
    }
    if (finding === undefined) whole.append(text)
    else take(items.map(frameOf))
    // An item behind them may have been too large.
    splitter.push('')
  }

  return {
    push(text) {
      if (kind === 'unknown' && /\S/.test(text)) {
        kind = /^[\s\uFEFF]*\[/.test(text) ? 'list' : 'whole'
      }
      if (kind === 'list') readList(text)
      else whole.append(text)
    },
    end() {
      if (finding !== undefined) return
      const text = whole.take()
      finding = detect(text)
      if (finding === undefined) throw readJsonDocument(text, json)
      take([frameOf(text)])
      const parsed = parseJson(text, json)
      const isAnswer = parsed.ok && finding.dialect.acceptsDocument?.(parsed.value)
      if (isAnswer) take([END_MARK])
    },
    get finding() {
      return finding ?? known
    },
    framing: 'ndjson',
    retry: undefined,
    lastEventId: undefined,
  }
}

function frameOf(data: string): Frame {
  return { event: '', data, id: undefined }
}
