import type {
  TextChunk,
  TransportContext,
  TransportRequest,
} from '../../src/transport/transport.ts'

/** A request as a transport gets it. */
export function createRequest(
  url: string,
  { method, headers, body }: { method?: string; headers?: HeadersInit; body?: BodyInit } = {},
): TransportRequest {
  return {
    url,
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: new Headers(headers),
    body,
  }
}

export function createContext(
  signal: AbortSignal = new AbortController().signal,
  maxErrorBytes = 4096,
): TransportContext {
  return { signal, maxErrorBytes }
}

/** All chunks of a body; with `texts`, they land there as they come, so that they survive an error. */
export async function collectTexts(
  chunks: AsyncIterable<TextChunk>,
  texts: string[] = [],
): Promise<string[]> {
  for await (const chunk of chunks) texts.push(chunk.text)
  return texts
}
