/** An id that no other is like. `crypto.randomUUID` is not there on a page without TLS, this is. */
export function createId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
