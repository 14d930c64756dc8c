import { parseRecording, type Recording } from 'vue-rill/core'
import { saveFile } from './saveFile.ts'

/** Reads a file that somebody exported. @throws {Error} for what is no recording; it says why. */
export async function readRecordingFile(file: File): Promise<Recording> {
  return parseRecording(JSON.parse(await file.text()))
}

/** Hands a recording to the browser as a file to keep. */
export function saveRecordingFile(recording: Recording): void {
  saveFile(`${nameOf(recording)}.rill.json`, JSON.stringify(recording, undefined, 1))
}

/** The last part of the path that was asked. */
function nameOf({ request }: Recording): string {
  return request?.url.split(/[?#]/)[0]?.split('/').findLast(Boolean) ?? 'recording'
}
