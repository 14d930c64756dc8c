import type { FrameDecoder, Frame } from '../../src/framing/frame.ts'
import { StreamError } from '../../src/errors/streamError.ts'
import { everyCut as everyCutInTwo } from '../../src/testing/everyCut.ts'

/** The text in two pieces cut at every position, and unit by unit. */
export function everyCut(text: string): readonly (readonly string[])[] {
  return [...everyCutInTwo(text), text.split('')]
}

/** Cuts the text at the given positions, whatever their order. */
export function cutAt(text: string, positions: readonly number[]): readonly string[] {
  const sorted = [0, ...positions.map((position) => position % (text.length + 1)), text.length]
  sorted.sort((one, other) => one - other)
  return sorted.slice(1).map((end, index) => text.slice(sorted[index], end))
}

/** What a decoder gives for the pieces: its frames, and `limit` where it stopped with that error. */
export function decode(
  decoder: FrameDecoder,
  pieces: readonly string[],
): readonly (Frame | 'limit')[] {
  const seen: (Frame | 'limit')[] = []
  try {
    for (const piece of pieces) seen.push(...decoder.push(piece))
    seen.push(...decoder.end())
  } catch (error) {
    if (!(error instanceof StreamError) || error.kind !== 'limit') throw error
    seen.push('limit')
  }
  return seen
}
