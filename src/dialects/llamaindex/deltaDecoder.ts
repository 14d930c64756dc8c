import { cutJsonOf } from '../payload/cutJson.ts'
import {
  DEFAULT_MAX_EVENT_BYTES,
  type Frame,
  type FrameDecoder,
  type FrameDecoderOptions,
} from '../../framing/frame.ts'
import { createPlainTextDecoder } from '../../framing/plainText.ts'
import { createSseDecoder } from '../../framing/sse.ts'

/** What the frames of a stream hold: events in JSON, or the bare deltas of the text. */
export type FrameForm = 'events' | 'deltas'

const EVENT_START = /^\s*\{\s*["}]/

/**
 * Which form the stream has by this frame; `undefined` when it does not tell. An event begins as a JSON object does; a
 * lone brace is a token of a model.
 */
export function formOf({ event, data = '' }: Frame): FrameForm | undefined {
  // An error says nothing of what would have come; JSON is what a workflow sends.
  if (event === 'error') return 'events'
  if (data.trim() === '') return undefined
  if (EVENT_START.test(data)) return 'events'
  // The first token of a quotation, or what is left of a string in JSON: what follows will tell.
  return cutJsonOf(data) === 'string' ? undefined : 'deltas'
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

  function look(frames: readonly Frame[]): FrameForm | undefined {
    for (const frame of frames) {
      const form = formOf(frame)
      if (form !== undefined) return form
    }
    // An endless row of comments is not worth keeping.
    return keptLength > maxEventBytes ? 'events' : undefined
  }

  function decodeAs(form: FrameForm): readonly Frame[] {
    decoder = form === 'deltas' ? createPlainTextDecoder(options) : createSseDecoder(options)
    const text = kept.join('')
    kept = []
    return decoder.push(text)
  }

  return {
    push(text) {
      if (decoder !== undefined) return decoder.push(text)
      kept.push(text)
      keptLength += text.length
      const form = look(scout.push(text))
      return form === undefined ? [] : decodeAs(form)
    },
    end() {
      const frames = decoder === undefined ? decodeAs(look(scout.end()) ?? 'deltas') : []
      return [...frames, ...(decoder?.end() ?? [])]
    },
  }
}
