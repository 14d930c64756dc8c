import { detectDocument } from '../dialects/detectDocument.ts'
import { parseJson } from '../dialects/payload/json.ts'
import { createJsonArraySplitter } from '../framing/jsonArray.ts'
import type { FrameSourceOptions } from './frameSource.ts'

/** Finds out whether a body without a type, which begins like a list, is one of a dialect's records. */
export interface ListScale {
  /** Takes the next piece of the body; gives nothing as long as that is open. */
  push(text: string): 'list' | 'text' | undefined
}

const BLANK = /[\s\uFEFF]/

/**
 * Makes the scale for one body. Its first item decides, for models write lists too, and those are text; so is what turns
 * out to be no list of objects, or to have an item that is too large.
 */
export function createListScale(
  options: Pick<FrameSourceOptions, 'dialects' | 'headers' | 'json' | 'maxEventBytes'>,
): ListScale {
  const { dialects, headers, json, maxEventBytes } = options
  const splitter = createJsonArraySplitter({ maxEventBytes })
  let seen: '' | '[' | '[{' = ''

  /** Reads on up to the first object; gives `false` where something else comes. */
  function mayBeList(text: string): boolean {
    for (const character of text) {
      if (seen === '[{') return true
      if (BLANK.test(character)) continue
      if (seen === '' && character === '[') seen = '['
      else if (seen === '[' && character === '{') seen = '[{'
      else return false
    }
    return true
  }

  function weigh(item: string): 'list' | 'text' {
    const parsed = parseJson(item, json)
    const isKnown = parsed.ok && detectDocument(parsed.value, undefined, headers, dialects)
    return isKnown ? 'list' : 'text'
  }

  return {
    push(text) {
      if (!mayBeList(text)) return 'text'
      try {
        const [first] = splitter.push(text)
        return first === undefined ? undefined : weigh(first)
      } catch {
        return 'text'
      }
    },
  }
}
