import { computed, watch, type ComputedRef } from 'vue'
import { backends } from '../../shared/backends.ts'
import type { Phrase } from '../../shared/scenario.ts'
import { findScenario, type Scene } from '../scene.ts'

const everySuggestion: readonly Phrase[] = backends.flatMap(({ scenarios }) =>
  scenarios.flatMap(({ suggestions }) => suggestions),
)

/**
 * The questions to suggest for the scene. A question that was only suggested, never typed, follows the scene: into
 * the other language, or to the first suggestion of another scenario.
 */
export function useSuggestedQuestion(scene: Scene): ComputedRef<readonly string[]> {
  const phrases = computed(() => findScenario(scene)?.suggestions ?? [])

  watch([phrases, () => scene.language], () => {
    const current = everySuggestion.find((phrase) => Object.values(phrase).includes(scene.question))
    if (!current && scene.question !== '') return
    const [first] = phrases.value
    const next = phrases.value.find((phrase) => phrase['zh-CN'] === current?.['zh-CN']) ?? first
    scene.question = (next ?? current)?.[scene.language] ?? scene.question
  })

  return computed(() => phrases.value.map((phrase) => phrase[scene.language]))
}
