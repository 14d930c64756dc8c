import { createFramingDetector, type Framing } from '../framing/detectFraming.ts'
import type { FrameDecoderOptions } from '../framing/frame.ts'

/** What a body turns out to be: a stream of one of three framings, or something that is no stream at all. */
export type BodyKind = Framing | 'html'

export interface BodySniffer {
  /** Takes the next piece of text; gives the kind as soon as it is certain. */
  push(text: string): BodyKind | undefined
  /** No more text comes: gives the kind in any case. */
  end(): BodyKind
}

export interface BodySnifferOptions extends FrameDecoderOptions {
  /** What the caller says the body is. */
  readonly framing: 'auto' | 'sse' | 'ndjson' | 'text'
  readonly contentType: string | null
}

const HTML_START = /^<(?:!doctype\s+html|html)[\s>]/i
/** As long as the longest beginning of a page that is looked for. */
const HTML_START_LENGTH = 16

/**
 * Finds out what a body is. Also where the caller is certain of an event stream, the body may be an error document or a
 * login page: proxies and frameworks answer under the type that was asked for.
 */
export function createBodySniffer(options: BodySnifferOptions): BodySniffer {
  const { framing, contentType, maxEventBytes } = options
  if (framing === 'ndjson' || framing === 'text') return { push: () => framing, end: () => framing }

  const isCertain = framing === 'sse'
  const detector = createFramingDetector(isCertain ? 'text/event-stream' : contentType, {
    maxEventBytes,
  })
  let opening = ''

  function judge(found: Framing): BodyKind {
    if (HTML_START.test(opening)) return 'html'
    return isCertain && found !== 'json' ? 'sse' : found
  }

  return {
    push(text) {
      if (opening.length < HTML_START_LENGTH) {
        opening = (opening + text).trimStart().slice(0, HTML_START_LENGTH)
      }
      const found = detector.push(text)
      const mayBeHtml = opening.startsWith('<') && opening.length < HTML_START_LENGTH
      return found === undefined || mayBeHtml ? undefined : judge(found)
    },
    end: () => judge(detector.end()),
  }
}
