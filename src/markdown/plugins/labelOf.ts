/** The label of a note or of a reference to it, from the token's `meta`. */
export function labelOf(meta: unknown): string {
  const isNamed = typeof meta === 'object' && meta !== null && 'label' in meta
  return isNamed ? String(meta.label) : ''
}
