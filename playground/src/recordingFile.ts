import { parseRecording, type Recording } from 'vue-rill/core'

/** Reads a file that somebody exported. @throws {Error} for what is no recording; it says why. */
export async function readRecordingFile(file: File): Promise<Recording> {
  return parseRecording(JSON.parse(await file.text()))
}

/** Hands a recording to the browser as a file to keep. */
export function saveRecordingFile(recording: Recording): void {
  const blob = new Blob([JSON.stringify(recording, undefined, 1)], { type: 'application/json' })
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = `${nameOf(recording)}.rill.json`
  link.click()
  URL.revokeObjectURL(link.href)
}

/** The last part of the path that was asked. */
function nameOf({ request }: Recording): string {
  return request?.url.split(/[?#]/)[0]?.split('/').findLast(Boolean) ?? 'recording'
}
