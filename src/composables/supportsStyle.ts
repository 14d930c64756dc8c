/** Whether the browser knows a style; a page without layout, as jsdom's, needs no replacement for any. */
export function supportsStyle(property: string, value: string): boolean {
  return typeof CSS === 'undefined' || CSS.supports(property, value)
}
