import type { Frame, FrameDecoder } from '../../framing/frame.ts'
import { createNdjsonDecoder } from '../../framing/ndjson.ts'
import { createRawTextDecoder } from '../../framing/rawText.ts'
import { createSseDecoder } from '../../framing/sse.ts'
import { type BodyKind, createBodySniffer } from '../../run/bodySniffer.ts'
import type { StreamOptions } from '../../run/streamRun.ts'

/** Cuts a body into frames, as a run does; a document and a page have none. */
export interface FrameCutter extends FrameDecoder {
  /** What the body is, as soon as that is certain. */
  readonly kind: BodyKind | undefined
}

const DECODERS: Readonly<Record<BodyKind, (() => FrameDecoder) | undefined>> = {
  sse: createSseDecoder,
  ndjson: createNdjsonDecoder,
  text: createRawTextDecoder,
  json: undefined,
  html: undefined,
}

export function createFrameCutter(
  contentType: string | null,
  framing: StreamOptions['framing'] = 'auto',
): FrameCutter {
  const sniffer = createBodySniffer({ framing, contentType })
  let unread = ''
  let kind: BodyKind | undefined
  let decoder: FrameDecoder | undefined

  function begin(found: BodyKind): void {
    kind = found
    decoder = DECODERS[found]?.()
  }

  function push(text: string): readonly Frame[] {
    if (kind) return decoder?.push(text) ?? []
    unread += text
    const found = sniffer.push(text)
    if (!found) return []
    begin(found)
    return decoder?.push(unread) ?? []
  }

  return {
    push,
    end() {
      const frames: Frame[] = []
      if (!kind) {
        begin(sniffer.end())
        frames.push(...(decoder?.push(unread) ?? []))
      }
      return [...frames, ...(decoder?.end() ?? [])]
    },
    get kind() {
      return kind
    },
  }
}

/** Types that say what a body is; under all others a reader has to guess. */
const NAMED: Readonly<Partial<Record<BodyKind, RegExp>>> = {
  sse: /^text\/event-stream\b/i,
  ndjson: /json/i,
}

/** Whether a body of this kind is sent under the name of something else. */
export function isMislabelled(kind: BodyKind, contentType: string | undefined): boolean {
  if (contentType === undefined) return false
  return kind === 'html' || NAMED[kind]?.test(contentType) === false
}
