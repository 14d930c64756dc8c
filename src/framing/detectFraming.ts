import { createBoundedText } from './boundedText.ts'
import { isCompleteJson } from './completeJson.ts'
import { isFieldStart, mayBecomeField } from './field.ts'
import { DEFAULT_MAX_EVENT_BYTES } from './frame.ts'
import type { FrameDecoderOptions } from './frame.ts'
import { BYTE_ORDER_MARK } from './lines.ts'

/** What a body is; `json` is one JSON document, not a stream. */
export type Framing = 'sse' | 'ndjson' | 'text' | 'json'

export interface FramingDetector {
  /**
   * Takes the next piece of text; gives the framing as soon as it is certain, and from then on.
   * @throws {StreamError} of kind `limit` when it would need more than the largest event to tell.
   */
  push(text: string): Framing | undefined
  /** No more text comes: gives the framing in any case. */
  end(): Framing
}

/** What a body is, unless its first line is a field of an event stream. */
interface Verdicts {
  /** When its first line begins with `{` or `[` and is a whole JSON value. */
  readonly wholeLine: Framing
  /** When its first line begins so and breaks off within the value. */
  readonly brokenLine: Framing
  /** When it begins with anything else, or is empty. */
  readonly other: Framing
}

/**
 * The first row that fits holds. An event stream that begins with `{` is an error body under the wrong type. Where a
 * whole line says `json`, a second one makes records of both: some backends send theirs as `application/json`.
 */
const RULES: readonly (Verdicts & { readonly contentType: RegExp })[] = [
  { contentType: /^text\/event-stream$/, wholeLine: 'json', brokenLine: 'json', other: 'sse' },
  {
    contentType: /ndjson|jsonl|stream\+json/,
    wholeLine: 'ndjson',
    brokenLine: 'ndjson',
    other: 'ndjson',
  },
  { contentType: /[/+]json$/, wholeLine: 'json', brokenLine: 'json', other: 'text' },
  { contentType: /^text\/plain$/, wholeLine: 'text', brokenLine: 'text', other: 'text' },
]

const UNKNOWN_TYPE: Verdicts = { wholeLine: 'ndjson', brokenLine: 'text', other: 'text' }

const LINE_END = /[\r\n]/

/** One character that says what the rest of the line is, and JSON behind it: the data stream of the AI SDK up to v4. */
const PREFIXED_JSON = /^[0-9a-k]:["[{]$/
const MAY_BECOME_PREFIXED_JSON = /^[0-9a-k]:?$/

/**
 * Finds out what a body is from its content type and its first line, on as little text as will do.
 *
 * A first line that is a field or a comment of an event stream makes it one under any content type, and one with JSON
 * behind a prefix makes it records, a line each. Where the text is cut changes nothing.
 */
export function createFramingDetector(
  contentType?: string | null,
  options: FrameDecoderOptions = {},
): FramingDetector {
  const { wholeLine, brokenLine, other } = findRule(contentType)
  const jsonLine = createBoundedText(options.maxEventBytes ?? DEFAULT_MAX_EVENT_BYTES)
  let isFirst = true
  let opening = ''
  let framing: Framing | undefined
  let read = readOpening

  /** What its beginning says of a JSON value, under a type that means one document. */
  let value: 'unread' | 'list' | 'other' = wholeLine === 'json' ? 'unread' : 'other'

  /** Looks at the first line that is not blank, until it is clear how it begins. */
  function readOpening(text: string): void {
    let index = isFirst && text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0
    isFirst = false
    for (; index < text.length && framing === undefined; index++) {
      const character = text.charAt(index)
      if (LINE_END.test(character)) {
        framing = judgeOpeningLine()
        opening = ''
        continue
      }
      // Blanks in front are kept as one: no field has them, and any number may come.
      opening = (opening + character).replace(/^[ \t]+/, ' ')
      if (/^ ?[[{]/.test(opening)) {
        readJsonStart(text.slice(index))
        return
      }
      if (isFieldStart(opening)) framing = 'sse'
      else if (PREFIXED_JSON.test(opening)) framing = 'ndjson'
      else if (!isUndecided(opening)) framing = other
    }
  }

  /** Judges a first line that was over before its beginning told enough; a blank one is none. */
  function judgeOpeningLine(): Framing | undefined {
    if (opening.trim() === '') return undefined
    return isFieldStart(`${opening}:`) ? 'sse' : other
  }

  function readJsonStart(text: string): void {
    if (wholeLine === brokenLine && wholeLine !== 'json') {
      framing = wholeLine
      return
    }
    read = readJsonLine
    read(text)
  }

  /** A list of objects is a stream in a wrapping of its own: it may be long, and is read while it comes. */
  function beginsListOfObjects(text: string): boolean {
    for (const character of text) {
      if (value === 'list' && character === '{') return true
      if (value === 'list' && (character === ' ' || character === '\t')) continue
      value = value === 'unread' && character === '[' ? 'list' : 'other'
      if (value === 'other') return false
    }
    return false
  }

  function readJsonLine(text: string): void {
    if (value !== 'other' && beginsListOfObjects(text)) {
      framing = 'json'
      return
    }
    const lineEnd = text.search(LINE_END)
    jsonLine.append(lineEnd === -1 ? text : text.slice(0, lineEnd))
    if (lineEnd === -1) return
    if (!isCompleteJson(jsonLine.take())) {
      framing = brokenLine
    } else if (wholeLine === 'ndjson') {
      framing = wholeLine
    } else {
      read = readNextLine
      read(text.slice(lineEnd))
    }
  }

  /** A second JSON value makes records of the two; anything else leaves the document as it is, and broken. */
  function readNextLine(text: string): void {
    const first = /\S/.exec(text)?.[0]
    if (first !== undefined) framing = first === '{' || first === '[' ? 'ndjson' : wholeLine
  }

  function judgeEnd(): Framing {
    if (read === readOpening) return judgeOpeningLine() ?? other
    return read === readNextLine || isCompleteJson(jsonLine.take()) ? wholeLine : brokenLine
  }

  return {
    push(text) {
      if (framing === undefined && text !== '') read(text)
      return framing
    },
    end() {
      framing ??= judgeEnd()
      return framing
    },
  }
}

function isUndecided(opening: string): boolean {
  return opening === ' ' || mayBecomeField(opening) || MAY_BECOME_PREFIXED_JSON.test(opening)
}

function findRule(contentType: string | null | undefined): Verdicts {
  const essence = contentType?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  return RULES.find((rule) => rule.contentType.test(essence)) ?? UNKNOWN_TYPE
}
