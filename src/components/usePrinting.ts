import {
  getCurrentInstance,
  onMounted,
  onScopeDispose,
  shallowRef,
  type Ref,
  type ShallowRef,
} from 'vue'

/**
 * Whether the page is being printed: the moment to bring all of a windowed list in.
 *
 * The browser takes its picture right after `beforeprint`, sooner than Vue draws by itself, so the component that calls
 * this is drawn at once.
 */
export function usePrinting(): Readonly<ShallowRef<boolean>> {
  const isPrinting: Ref<boolean> = shallowRef(false)
  const instance = getCurrentInstance()
  const listening = new AbortController()

  function draw(printing: boolean): void {
    isPrinting.value = printing
    instance?.update()
  }

  onMounted(() => {
    const { signal } = listening
    window.addEventListener('beforeprint', () => draw(true), { signal })
    window.addEventListener('afterprint', () => draw(false), { signal })
  })
  onScopeDispose(() => listening.abort())
  return isPrinting
}
