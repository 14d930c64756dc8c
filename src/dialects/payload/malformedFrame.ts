import type { Frame } from '../../framing/frame.ts'
import type { EventOf } from '../events.ts'
import type { JsonProblem } from './json.ts'

/** Why a frame was skipped, as the `code` of the `error` event that says so. */
export type MalformedCode = 'malformed-json' | 'too-deep' | 'too-many-keys'

const CODES: Readonly<Record<JsonProblem, MalformedCode>> = {
  syntax: 'malformed-json',
  'too-deep': 'too-deep',
  'too-many-keys': 'too-many-keys',
}

const REASONS: Readonly<Record<MalformedCode, string>> = {
  'malformed-json': 'it is not valid JSON',
  'too-deep': 'it is nested too deeply',
  'too-many-keys': 'it has too many keys',
}

const QUOTED_LENGTH = 120

/** The codes of all events that {@link malformedFrame} makes, for those who count them. */
export const MALFORMED_CODES: ReadonlySet<string> = new Set(Object.values(CODES))

/**
 * What a dialect says of a frame that it cannot read: it is skipped and the rest of the stream lives.
 *
 * A frame that the end of the stream cut in two is no news: that the stream ended early is said by `done`.
 */
export function malformedFrame(frame: Frame, problem: JsonProblem): readonly EventOf<'error'>[] {
  if (frame.truncated && problem === 'syntax') return []
  const code = CODES[problem]
  return [
    {
      type: 'error',
      scope: 'item',
      recoverable: true,
      code,
      message: `An event of the stream was skipped because ${REASONS[code]}: ${quote(frame.data ?? '')}`,
    },
  ]
}

/** The beginning of an input on one line, without control characters and without half a character at the cut. */
function quote(text: string): string {
  const beginning = text.slice(0, QUOTED_LENGTH).replace(/\p{Cc}+/gu, ' ')
  return text.length <= QUOTED_LENGTH ? beginning : `${beginning.replace(/[\uD800-\uDBFF]$/, '')}…`
}
