/**
 * Every way to cut a text in two, its whole first and last: `['', text]` … `[text, '']`. Cuts fall between UTF-16 units,
 * within characters too, for a decoder may not mind.
 *
 * @example
 * it.each(everyCut(body))('reads %j and %j', (head, tail) => expect(read([head, tail])).toEqual(read([body])))
 */
export function everyCut(text: string): readonly (readonly [head: string, tail: string])[] {
  return Array.from({ length: text.length + 1 }, (_, at) => [text.slice(0, at), text.slice(at)])
}
