/**
 * Types that cannot be a stream of text events, as the start of the type or, with `+`, as its suffix. Everything else
 * is let through, since backends name their streams in many ways, and a missing type is the commonest of all.
 */
const UNREADABLE_TYPES: readonly string[] = [
  'text/html',
  'application/xhtml',
  'text/css',
  'text/javascript',
  'text/xml',
  'application/xml',
  '+xml',
  'application/javascript',
  'application/wasm',
  'image/',
  'video/',
  'audio/',
  'font/',
  'model/',
  'multipart/',
  'application/pdf',
  'application/zip',
  'application/gzip',
  'application/x-protobuf',
  'application/protobuf',
  'application/grpc',
  'application/msgpack',
  'application/cbor',
  // AG-UI's binary form and AWS's binary event stream; both have a textual form that can be asked for.
  'application/vnd.ag-ui.event+proto',
  'application/vnd.amazon.eventstream',
]

/** The media type of a response without its parameters, lower case; `''` when it has none. */
export function readMediaType(headers: Headers): string {
  return (headers.get('content-type') ?? '').replace(/;.*$/s, '').trim().toLowerCase()
}

/** Whether a body of this media type could be a stream of text. */
export function isReadableType(mediaType: string): boolean {
  return !UNREADABLE_TYPES.some((type) =>
    type.startsWith('+') ? mediaType.endsWith(type) : mediaType.startsWith(type),
  )
}
