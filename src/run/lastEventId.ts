/** Longer ids are not sent back: servers and proxies refuse requests with large headers. */
const MOST_BYTES = 1024

/** Fetch standard, "normalize": a header loses these at both ends, and the server would get another id. */
const OUTER_SPACE = /^[ \t]|[ \t]$/

/**
 * An event id as the value of a `Last-Event-ID` header; `undefined` for one that no header can carry: then the server is
 * not told where to go on, and what it says again is recognised.
 *
 * HTML standard, 9.2.3: the value is the id encoded as UTF-8. A header takes one character per byte, so that is what
 * its bytes become.
 */
export function encodeLastEventId(id: string): string | undefined {
  if (id === '' || hasControl(id) || OUTER_SPACE.test(id)) return undefined
  const bytes = new TextEncoder().encode(id)
  return bytes.length > MOST_BYTES ? undefined : String.fromCharCode(...bytes)
}

/** RFC 9110, 5.5: a field value holds no control characters but the tab. */
function hasControl(text: string): boolean {
  return Array.from(text).some((character) => {
    const code = character.charCodeAt(0)
    return (code < 0x20 && character !== '\t') || code === 0x7f
  })
}
