import { MALFORMED_CODES } from '../../dialects/payload/malformedFrame.ts'
import type { StreamFault } from '../../state/streamState.ts'
import type { AnswerPart } from './answerParts.ts'

/**
 * Puts parts of a kind that follow one another behind the latest of them. What stands for them keeps the key of the
 * first, and with it its place and whether the reader has unfolded it.
 */
export function foldParts(
  parts: readonly AnswerPart[],
  isFoldable: (part: AnswerPart) => boolean,
): readonly AnswerPart[] {
  const folded: AnswerPart[] = []
  for (const part of parts) {
    const before = folded.at(-1)
    const joined = before && isFoldable(before) && isFoldable(part) ? join(before, part) : undefined
    if (joined) folded[folded.length - 1] = joined
    else folded.push(part)
  }
  return folded
}

/** A note of what is being done. Warnings stand for themselves. */
export function isPlainNote(part: AnswerPart): boolean {
  return part.type === 'status' && part.props.part.level === 'info'
}

/** An event that could not be read. What it says is for developers. */
export function isGap({ scope, code }: StreamFault): boolean {
  return scope === 'item' && code !== undefined && MALFORMED_CODES.has(code)
}

function join(before: AnswerPart, part: AnswerPart): AnswerPart | undefined {
  if (before.type === 'status' && part.type === 'status') {
    const earlier = [...before.props.earlier, before.props.part]
    return { ...before, props: { ...part.props, earlier } }
  }
  if (before.type === 'error' && part.type === 'error') {
    const earlier = [...before.props.earlier, before.props.part]
    return { ...before, props: { ...part.props, earlier } }
  }
  return undefined
}
