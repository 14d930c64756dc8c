import type { RecordedChunk, Recording } from 'vue-rill/core'

/**
 * Cuts a recording where its messages end, so that a step is an event, or a line of NDJSON, however the network had cut
 * it. What a stream means does not depend on that.
 */
export function cutRecording(recording: Recording): Recording {
  const { response, chunks } = recording
  if (response?.boundaries === 'message') return recording
  const isEventStream = response?.headers['content-type']?.includes('event-stream') ?? false
  const message = isEventStream ? /.*?(?:\r?\n){2}/gsy : /.*?\n/gsy
  const decoder = new TextDecoder()
  const cut: RecordedChunk[] = []
  let rest = ''
  for (const chunk of chunks) {
    rest += 'text' in chunk ? chunk.text : decoder.decode(readBytes(chunk.base64), { stream: true })
    for (const text of rest.match(message) ?? []) {
      cut.push({ at: chunk.at, text })
      rest = rest.slice(text.length)
    }
  }
  const lastAt = chunks.at(-1)?.at ?? 0
  return { ...recording, chunks: rest === '' ? cut : [...cut, { at: lastAt, text: rest }] }
}

function readBytes(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0))
}
