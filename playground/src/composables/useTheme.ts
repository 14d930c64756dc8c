import { watchEffect } from 'vue'
import type { Scene } from '../scene.ts'

/** Puts the scene's theme and language on the page's root, where styles, fonts and screen readers look for them. */
export function useTheme(scene: Scene, root: HTMLElement = document.documentElement): void {
  watchEffect(() => {
    root.dataset.theme = scene.theme
    root.style.colorScheme = scene.theme === 'system' ? 'light dark' : scene.theme
    root.lang = scene.language
  })
}
