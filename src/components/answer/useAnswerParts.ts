import { computed, type ComputedRef } from 'vue'
import type { UseStreamReturn } from '../../composables/useStream.ts'
import { provideSources } from '../citations/citations.ts'
import {
  listAnswerParts,
  startsOfTexts,
  type AnswerPart,
  type AnswerPartProps,
  type PartOf,
} from './answerParts.ts'
import { arrangeResults, listSources } from './arrangeResults.ts'
import { foldParts, isGap, isPlainNote } from './foldParts.ts'

export interface AnswerParts {
  /** What is drawn, in the order of arrival. */
  readonly parts: ComputedRef<readonly AnswerPart[]>
  /** Where each text begins in the whole answer, by the key of its part. */
  readonly starts: ComputedRef<ReadonlyMap<string, number>>
  /** Nothing of the answer itself is there: notes and the names of steps only say that it is being worked on. */
  readonly isBare: ComputedRef<boolean>
}

/**
 * The parts of a stream's answer as they are to be drawn, with its sources for the texts to cite.
 * @param hasSlot whether the app draws parts of this type itself.
 */
export function useAnswerParts(
  stream: () => UseStreamReturn,
  hasSlot: (type: keyof AnswerPartProps) => boolean,
): AnswerParts {
  // The parts change with every token, the results among them hardly ever: the cards are left alone until they do.
  const resultsParts = computed<readonly PartOf<'results'>[]>((before) => {
    const now = stream().state.value.parts.filter((part) => part.type === 'results')
    const isSame =
      before?.length === now.length && now.every((part, index) => part === before[index])
    return isSame ? before : now
  })
  const results = computed(() =>
    arrangeResults(resultsParts.value, stream().results.value, stream().references.value),
  )
  provideSources(() => {
    const { results: found, references: cited } = stream().state.value
    return listSources(resultsParts.value, found, cited)
  })

  // A slot of the app's own gets each part by itself.
  const isFoldable = (part: AnswerPart): boolean =>
    part.type === 'error'
      ? !hasSlot('error') && isGap(part.props.part.fault)
      : !hasSlot('status') && isPlainNote(part)

  const parts = computed(() => {
    const { state, isActive, error } = stream()
    const context = { results: results.value, isActive: isActive.value, error: error.value }
    return foldParts(listAnswerParts(state.value, context), isFoldable)
  })

  return {
    parts,
    starts: computed(() => startsOfTexts(stream().state.value.parts)),
    isBare: computed(() =>
      parts.value.every(
        ({ type }) => type === 'status' || type === 'step' || (type === 'data' && !hasSlot('data')),
      ),
    ),
  }
}
