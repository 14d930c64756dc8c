/** Whether a reader wants nothing to move; `true` where the page does not know, as in jsdom and on a server. */
export function systemPrefersStill(
  view: Partial<Pick<Window, 'matchMedia'>> | null | undefined,
): boolean {
  return view?.matchMedia?.('(prefers-reduced-motion: reduce)').matches ?? true
}
