import { getCurrentInstance, onMounted } from 'vue'

/**
 * Runs `callback` once the component stands in the page, or at once where there is no component.
 *
 * A server never mounts, so what starts here starts no request and no timer while a page is rendered there, and the
 * first render in the browser still equals the server's.
 */
export function whenMounted(callback: () => void): void {
  if (getCurrentInstance()) onMounted(callback)
  else callback()
}
