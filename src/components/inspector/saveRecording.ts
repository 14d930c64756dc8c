import type { Recording } from '../../transport/recording.ts'

/** Hands a recording to the browser as a file to keep. */
export function saveRecording(recording: Recording): void {
  const blob = new Blob([JSON.stringify(recording, undefined, 1)], { type: 'application/json' })
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = 'stream.rill.json'
  link.click()
  // The download has begun by then; the address itself holds the file in memory.
  setTimeout(() => URL.revokeObjectURL(link.href), 1000)
}
