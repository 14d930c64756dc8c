import { isCompleteJson } from './completeJson.ts'

/** Makes one body out of messages, such as those of a WebSocket, so that the decoders can read it. */
export interface MessageJoiner {
  /** What the body is; `undefined` as long as there were only blank messages. */
  readonly framing: 'sse' | 'ndjson' | 'text' | undefined
  /** The part of the body that a message stands for; `''` while that is not known, and then all of it. */
  join(message: string): string
}

type Join = (message: string) => string

const BYTE_ORDER_MARK = /^\uFEFF/
const EVENT_STREAM_START = /^\s*(?:(?:data|event|id|retry):|:)/
const JSON_START = /^\s*[[{]/
const DATA_LINE = /^data(?::|$)/m
const LINE_END = /\r\n|\r|\n/g
const TRAILING_LINE_ENDS = /[\r\n]+$/
const BLANK_LINE_AT_END = /(?:\r\n|\r|\n)(?:\r\n|\r|\n)$/

/**
 * Takes the first message that is not blank for what all of them are:
 * - it begins with a field of an event stream: every message holds text of one;
 * - it is a JSON object or list: every message is one record, and becomes one line;
 * - anything else: messages are pieces of plain text, whatever a later one looks like.
 */
export function createMessageJoiner(
  framing: 'auto' | 'sse' | 'ndjson' | 'text' = 'auto',
): MessageJoiner {
  let blank = ''
  let found = framing === 'auto' ? undefined : framing
  let joinFound: Join | undefined

  return {
    get framing() {
      return found
    },
    join(message) {
      if (joinFound !== undefined) return joinFound(message)
      if (found === undefined && message.replace(BYTE_ORDER_MARK, '').trim() === '') {
        blank += message
        return ''
      }
      found ??= judge(message.replace(BYTE_ORDER_MARK, ''))
      joinFound = JOINS[found](message)
      // Blanks before the first word of a text belong to it; elsewhere they mean nothing.
      return found === 'text' ? blank + joinFound(message) : joinFound(message)
    },
  }
}

function judge(first: string): 'sse' | 'ndjson' | 'text' {
  if (EVENT_STREAM_START.test(first)) return 'sse'
  return JSON_START.test(first) && isCompleteJson(first) ? 'ndjson' : 'text'
}

/** How messages become parts of a body, by what the first one is. */
const JOINS: Readonly<Record<'sse' | 'ndjson' | 'text', (first: string) => Join>> = {
  sse: (first) => (BLANK_LINE_AT_END.test(first) ? keep : closeEvent),
  ndjson: () => toLine,
  text: () => keep,
}

/** A sender that writes the blank lines itself may cut its text anywhere. */
function keep(message: string): string {
  return message
}

/** A sender that leaves the blank line to the end of the message: a message with data is an event, others are lines. */
function closeEvent(message: string): string {
  const text = message.replace(TRAILING_LINE_ENDS, '')
  return DATA_LINE.test(text) ? `${text}\n\n` : `${text}\n`
}

/** JSON may be written over several lines: between its parts a line end is a blank, and inside of strings there is none. */
function toLine(message: string): string {
  const text = message.replace(TRAILING_LINE_ENDS, '')
  const isOneRecord = !/[\r\n]/.test(text) || isCompleteJson(text)
  return `${isOneRecord ? text.replace(LINE_END, ' ') : text}\n`
}
