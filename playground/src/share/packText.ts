/** Longest text that is unpacked, in bytes: a link of a few kilobytes could hold gigabytes of zeros. */
const MOST_BYTES = 4 * 1024 * 1024

/** Makes a text short, and of characters that need no escaping in a URL. */
export async function packText(text: string): Promise<string> {
  const bytes = await collect(new Blob([text]).stream(), new CompressionStream('deflate-raw'))
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/**
 * The text that {@link packText} made short.
 * @throws {Error} for anything else, and for a text of more than 4 MiB.
 */
export async function unpackText(packed: string): Promise<string> {
  const binary = atob(packed.replaceAll('-', '+').replaceAll('_', '/'))
  const bytes = Uint8Array.from(binary, (unit) => unit.charCodeAt(0))
  const unpacked = await collect(
    new Blob([bytes]).stream(),
    new DecompressionStream('deflate-raw'),
    MOST_BYTES,
  )
  return new TextDecoder('utf-8', { fatal: true }).decode(unpacked)
}

async function collect(
  source: ReadableStream<Uint8Array<ArrayBuffer>>,
  through: GenericTransformStream,
  most = Number.POSITIVE_INFINITY,
): Promise<Uint8Array> {
  const reader: ReadableStreamDefaultReader<Uint8Array> = source.pipeThrough(through).getReader()
  const parts: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.length
    if (size > most) {
      await reader.cancel()
      throw new RangeError('It is larger than 4 MiB')
    }
    parts.push(value)
  }
  const whole = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
