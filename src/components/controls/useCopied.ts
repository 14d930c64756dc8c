import type { Ref } from 'vue'
import { onScopeDispose, readonly, shallowRef } from 'vue'

/** How long a button says that it has copied, in milliseconds. */
const SHOWN_FOR = 2_000

/** Copies texts, and tells for a moment which one it was by the name it was given. */
export function useCopied(): {
  readonly copied: Readonly<Ref<string | undefined>>
  readonly copy: (name: string, text: string) => Promise<void>
} {
  const copied = shallowRef<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  onScopeDispose(() => clearTimeout(timer))

  return {
    copied: readonly(copied),
    async copy(name, text) {
      try {
        await navigator.clipboard.writeText(text)
      } catch {
        // No permission or no secure context: the text can still be selected, and the button must not claim otherwise.
        return
      }
      copied.value = name
      clearTimeout(timer)
      timer = setTimeout(() => (copied.value = undefined), SHOWN_FOR)
    },
  }
}
