/**
 * Every way to cut a text in two, its whole first and last: `['', text]` … `[text, '']`. Cuts fall between UTF-16 units,
 * within characters too, for a decoder may not mind.
 *
 * @example
 * for (const [head, tail] of everyCut(body)) expect(read([head, tail])).toEqual(read([body]))
 */
export function* everyCut(text: string): Generator<readonly [string, string], undefined> {
  for (let at = 0; at <= text.length; at++) yield [text.slice(0, at), text.slice(at)]
}
