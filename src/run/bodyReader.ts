import { findPlainText } from '../dialects/detect.ts'
import type { Writable } from '../dialects/writable.ts'
import { UNKNOWN_DIALECT } from '../dialects/unknownDialect.ts'
import { StreamError } from '../errors/streamError.ts'
import { isCutFieldName } from '../framing/field.ts'
import type { Frame } from '../framing/frame.ts'
import type { Framing } from '../framing/detectFraming.ts'
import { type BodyKind, createBodySniffer } from './bodySniffer.ts'
import { createDocumentSource } from './documentSource.ts'
import {
  createFrameSource,
  type FrameSource,
  type FrameSourceOptions,
  type StreamFraming,
} from './frameSource.ts'
import { readJsonDocument } from './jsonDocument.ts'
import { createListScale } from './listScale.ts'

/** Makes frames of a body once it is known to be a stream at all. */
export interface BodyReader extends Pick<FrameSource, 'push' | 'end'> {
  /** The dialect of the frames, and how they are cut out of the body; `undefined` as long as neither is known. */
  readonly source: FrameSource | undefined
}

export interface BodyReaderOptions extends Omit<FrameSourceOptions, 'framing'> {
  readonly framing: 'auto' | StreamFraming
}

const PLAIN_BODY = { by: 'event', rule: 'the body is plain text', event: 1 } as const

const EVENT_STREAM_LINE = /^(?::|(?:data|event|id|retry)(?::|$))/m
const DOCUMENT_START = /^[\s\uFEFF]*(?:\{|\[\s*\{?)[ \t]*[\r\n]/
const LIST_START = /^[\s\uFEFF]*\[\s*\{/
const QUOTED_LENGTH = 200

/**
 * Makes the reader for one body.
 *
 * `push` and `end` throw a {@link StreamError}: `limit` for an event that is too large, `protocol` for a page or a
 * document that is neither a stream nor an answer of its dialect, `server` for a document that tells of an error.
 */
export function createBodyReader(options: BodyReaderOptions): BodyReader {
  const { framing, headers, maxEventBytes, json } = options
  const contentType = headers?.get('content-type') ?? null
  const plainText = findPlainText(options.dialects)
  const plainBody = plainText && ({ ...PLAIN_BODY, dialect: plainText } as const)
  const sniffer = createBodySniffer({ framing, contentType, maxEventBytes })
  const scale = createListScale(options)
  let read = sniff
  /** The text as long as the kind of the body is not known. */
  let unread: string[] = []
  let hasFrames = false
  /** The one line of a body that no dialect knows: what it is, its end says. */
  let lone: Frame | undefined
  let beginning = ''

  function sniff(text: string): void {
    unread.push(text)
    const kind = sniffer.push(text)
    if (kind) begin(kind)
  }

  function begin(kind: BodyKind): void {
    const text = unread.join('')
    if (kind === 'html') {
      throw new StreamError('protocol', 'The response is an HTML page instead of a stream')
    }
    if (kind !== 'text' || !mayBeList(text)) {
      open(kind, text)
      return
    }
    unread = []
    read = weigh
    weigh(text)
  }

  /** Without a content type, a list that begins on one line and goes on on others may be Gemini's stream, or a text. */
  function mayBeList(text: string): boolean {
    const isUntyped = framing === 'auto' && contentType === null && options.finding === undefined
    return isUntyped && /^[\s\uFEFF]*\[/.test(text)
  }

  function weigh(text: string): void {
    unread.push(text)
    const verdict = scale.push(text)
    if (verdict !== undefined) open(verdict === 'list' ? 'json' : verdict, unread.join(''))
  }

  function open(kind: Framing, text: string): void {
    unread = []
    read = readStream
    reader.source =
      kind === 'json' || isDocument(kind, text)
        ? createDocumentSource({ ...options, take })
        : openSource(framingOf(kind, text))
    read(text)
  }

  /**
   * Without a content type, brackets alone on the first line are a document to whoever does not expect plain text, and a
   * line that is a list of objects holds a record each.
   */
  function isDocument(kind: StreamFraming, text: string): boolean {
    const dialect = options.finding?.dialect
    if (framing !== 'auto' || dialect === undefined || dialect.readsBareText) return false
    if (kind === 'ndjson') return contentType === null && LIST_START.test(text)
    return kind === 'text' && DOCUMENT_START.test(text)
  }

  /** What a body looks like is only half of it: a known dialect says whether bare text can be an answer. */
  function framingOf(kind: StreamFraming, text: string): StreamFraming {
    const dialect = options.finding?.dialect ?? (kind === 'text' ? plainText : undefined)
    if (framing !== 'auto') return kind
    if (dialect === undefined) return kind === 'text' ? 'ndjson' : kind
    // A backend that is known to send plain text may forget the fields and still claim an event stream.
    if (dialect.readsAnyText && kind === 'sse' && !EVENT_STREAM_LINE.test(text)) return 'text'
    // Bare text comes in pieces that are cut anywhere; lines are the same however it is cut.
    return kind === 'text' && !dialect.readsBareText ? 'ndjson' : kind
  }

  function openSource(kind: StreamFraming): FrameSource {
    const finding = options.finding ?? (kind === 'text' ? plainBody : undefined)
    return createFrameSource({ ...options, framing: kind, finding, take })
  }

  function readStream(text: string): void {
    if (!hasFrames && beginning.length < QUOTED_LENGTH) {
      beginning = (beginning + text).slice(0, QUOTED_LENGTH)
    }
    reader.source?.push(text)
  }

  function take(frames: readonly Frame[]): void {
    if (frames.length === 0) return
    if (!hasFrames && isLone(frames)) {
      lone = frames[0]
      hasFrames = true
      return
    }
    hasFrames = true
    options.take(lone === undefined ? frames : [lone, ...frames])
    lone = undefined
  }

  /** One line that no dialect knows, and no type that promises more: no stream has only that. */
  function isLone(frames: readonly Frame[]): boolean {
    const { finding, framing: cut } = reader.source ?? {}
    if (frames.length > 1 || framing !== 'auto' || contentType !== null) return false
    return cut === 'ndjson' && finding?.dialect.name === UNKNOWN_DIALECT
  }

  /** Words where an event stream was promised would vanish without a trace: to its decoder they are unknown fields. */
  function refuseForeignText(): void {
    if (hasFrames || reader.source?.framing !== 'sse') return
    if (beginning.trim() === '' || EVENT_STREAM_LINE.test(beginning)) return
    // Cut off in the very first word, which is the connection's fault.
    if (isCutFieldName(beginning)) return
    throw new StreamError('protocol', `The response is no event stream; it begins: ${beginning}`)
  }

  /** A list of a dialect's records is a stream in a wrapping of its own; any other document is none. */
  function readLoneDocument(text: string): void {
    reader.source = createDocumentSource({ ...options, take: options.take })
    if (!LIST_START.test(text)) throw readJsonDocument(text, json)
    reader.source.push(text)
    reader.source.end()
  }

  const reader: Writable<BodyReader> = {
    source: undefined,
    push: (text) => read(text),
    end() {
      if (read === sniff) {
        if (unread.join('').trim() === '') return
        begin(sniffer.end())
      }
      if (read === weigh) open('text', unread.join(''))
      reader.source?.end()
      refuseForeignText()
      if (lone?.data !== undefined) readLoneDocument(lone.data)
    },
  }
  return reader
}
