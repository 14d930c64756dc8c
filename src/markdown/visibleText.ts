// Characters that show nothing themselves but change how the rest reads, or smuggle text past the reader.
// C0 and C1 controls except tab and line feed, directional marks, embeddings and isolates, interlinear annotations, tags.
const INVISIBLE =
  '[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ufff9-\\ufffb\\u{e0000}-\\u{e007f}]'
const ANY_INVISIBLE = new RegExp(INVISIBLE, 'u')
const EACH_INVISIBLE = new RegExp(INVISIBLE, 'gu')

/** Terminal colours and titles go as a whole: without their escape character the rest would stay as litter. */
const ESCAPE = String.fromCharCode(0x1b)
const BELL = String.fromCharCode(0x07)
const TERMINAL_SEQUENCE = new RegExp(
  `${ESCAPE}(?:\\[[0-?]*[ -/]*[@-~]|\\][^${BELL}${ESCAPE}]*(?:${BELL}|${ESCAPE}\\\\))`,
  'g',
)

/** Eight marks on one letter are more than any script needs; hundreds paint over the lines above. */
const STACKED_MARKS = /(\p{M}{8})\p{M}+/gu
const ANY_STACKED_MARKS = /\p{M}{9}/u
const ANY_HIGH_CHARACTER = /[\u0300-\uffff]/

/** Text as it may stand on the screen: directional overrides, controls and stacked marks are left out. */
export function visibleText(text: string): string {
  let visible = text
  if (ANY_INVISIBLE.test(visible)) {
    visible = visible.replace(TERMINAL_SEQUENCE, '').replace(EACH_INVISIBLE, '')
  }
  if (ANY_HIGH_CHARACTER.test(visible) && ANY_STACKED_MARKS.test(visible)) {
    visible = visible.replace(STACKED_MARKS, '$1')
  }
  return visible
}

/** Code as it may stand on the screen: nothing is left out, what would be invisible is named, so that a copy is no surprise. */
export function visibleCode(code: string): string {
  return ANY_INVISIBLE.test(code) ? code.replace(EACH_INVISIBLE, nameCharacter) : code
}

function nameCharacter(character: string): string {
  if (character === ESCAPE) return '\u241b'
  const point = character.codePointAt(0) ?? 0
  return `⟦U+${point.toString(16).toUpperCase().padStart(4, '0')}⟧`
}
