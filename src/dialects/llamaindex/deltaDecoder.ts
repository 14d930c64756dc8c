import {
  DEFAULT_MAX_EVENT_BYTES,
  type Frame,
  type FrameDecoder,
  type FrameDecoderOptions,
} from '../../framing/frame.ts'
import { createPlainTextDecoder } from '../../framing/plainText.ts'
import { createSseDecoder } from '../../framing/sse.ts'

const EVENT_START = /^\s*\{\s*["}]/

/** Whether a payload begins as a JSON object does. A lone brace is a token of a model. */
export function looksLikeEvent(data: string): boolean {
  return EVENT_START.test(data)
}

/**
 * Makes the decoder for an event stream of JSON events or of bare deltas: in the latter, line breaks of the text stand
 * unescaped between the fields and count. Which of the two it is shows in the first payload; what comes before that is
 * read again once it is known.
 */
export function createDeltaDecoder(options: FrameDecoderOptions = {}): FrameDecoder {
  const { maxEventBytes = DEFAULT_MAX_EVENT_BYTES } = options
  const scout = createSseDecoder(options)
  let kept: string[] = []
  let keptLength = 0
  let decoder: FrameDecoder | undefined

  function decide(seen: readonly Frame[]): readonly Frame[] {
    const payload = seen.find(({ data }) => data !== undefined && data.trim() !== '')?.data
    // An endless row of comments is not worth keeping; JSON is what a workflow sends.
    if (payload === undefined && keptLength <= maxEventBytes) return []
    const hasDeltas = payload !== undefined && !looksLikeEvent(payload)
    decoder = hasDeltas ? createPlainTextDecoder(options) : createSseDecoder(options)
    const text = kept.join('')
    kept = []
    return decoder.push(text)
  }

  return {
    push(text) {
      if (decoder !== undefined) return decoder.push(text)
      kept.push(text)
      keptLength += text.length
      return decide(scout.push(text))
    },
    end() {
      const frames = decoder === undefined ? decide(scout.end()) : []
      return [...frames, ...(decoder?.end() ?? [])]
    },
  }
}
