import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'

/** Whether a media query holds, now and whenever that changes. */
export function useMediaQuery(
  query: string,
  host: Pick<Window, 'matchMedia'> = window,
): Readonly<ShallowRef<boolean>> {
  const list = host.matchMedia(query)
  const matches = shallowRef(list.matches)
  const follow = (): void => void (matches.value = list.matches)
  list.addEventListener('change', follow)
  onScopeDispose(() => list.removeEventListener('change', follow))
  return matches
}
