import type { AnswerPart } from './answerParts.ts'

/**
 * Puts plain notes that follow one another behind the latest of them. The line that stands for them keeps the key of the
 * first, and with it its place and whether the reader has unfolded it. Warnings stand for themselves.
 */
export function foldNotes(parts: readonly AnswerPart[]): readonly AnswerPart[] {
  const folded: AnswerPart[] = []
  for (const part of parts) {
    const before = folded.at(-1)
    if (isPlainNote(part) && before && isPlainNote(before)) {
      const earlier = [...before.props.earlier, before.props.part]
      folded[folded.length - 1] = { ...before, props: { part: part.props.part, earlier } }
    } else {
      folded.push(part)
    }
  }
  return folded
}

function isPlainNote(part: AnswerPart): part is Extract<AnswerPart, { readonly type: 'status' }> {
  return part.type === 'status' && part.props.part.level === 'info'
}
