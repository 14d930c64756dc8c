import { expect, it } from 'vitest'
import { createChunkRecorder } from '../../src/transport/recordChunks.ts'

it('keeps half a surrogate pair as it came', () => {
  const recorder = createChunkRecorder(100)
  recorder.add(0, { text: 'a\uD83D', bytes: 4 })
  recorder.add(1, { text: 'b', bytes: 1 })
  expect(recorder.take(false)).toEqual({
    chunks: [
      { at: 0, text: 'a\uD83D' },
      { at: 1, text: 'b' },
    ],
  })
})

it('stops at so many chunks, though empty ones have no bytes', () => {
  const recorder = createChunkRecorder(100)
  for (let at = 0; at < 300_000; at++) recorder.add(at, { text: '', bytes: 0 })
  const { chunks, truncated } = recorder.take(true)
  expect(truncated).toBe(true)
  expect(chunks).toHaveLength(262_144)
})
