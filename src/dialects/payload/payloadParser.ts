import { type JsonLimits, type JsonResult, parseJson } from './json.ts'
import { createPayloadTemplate, type PayloadTemplate } from './payloadTemplate.ts'

/** Longest payload that a template is made of, in UTF-16 units. */
const LONGEST_TEMPLATE = 4096
/** After so many payloads in a row of which no template could be made, none is tried any more. */
const MOST_ATTEMPTS = 16

/**
 * Makes the parser for the payloads of one stream. It gives what {@link parseJson} gives.
 *
 * A model's tokens come in envelopes that are all alike: ids, the model's name and lists, some two hundred characters around
 * two. What one has in common with the last is parsed once, which takes half of the time out of a reader that does
 * little else.
 */
export function createPayloadParser(limits?: JsonLimits): (text: string) => JsonResult {
  let template: PayloadTemplate | undefined
  let attempts = 0
  let before = ''

  function learn(text: string): void {
    if (text.length > LONGEST_TEMPLATE || attempts >= MOST_ATTEMPTS) return
    const made = createPayloadTemplate(text, before, limits)
    before = text
    template = made ?? template
    attempts = made === undefined ? attempts + 1 : 0
  }

  return (text) => {
    const filled = template?.fill(text)
    if (filled !== undefined) {
      attempts = 0
      return filled
    }
    const parsed = parseJson(text, limits)
    if (parsed.ok) learn(text)
    return parsed
  }
}
