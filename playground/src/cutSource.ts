/** How many characters a model says with a token, more or less. */
export const CHARACTERS_PER_TOKEN = 4

/** Cuts a text into what a model would stream; no character is cut in two. */
export function cutSource(text: string): readonly string[] {
  return text.match(/.{1,4}/gsu) ?? []
}
