import { createPeerLoader } from './loadPeer.ts'
import type { MathTree } from './mathMl.ts'

/** The part of KaTeX that is used: the tree that it draws from, which its type declarations leave out. */
export interface Katex {
  readonly __renderToDomTree: (
    source: string,
    options: Readonly<Record<string, unknown>>,
  ) => MathTree
}

/** KaTeX, loaded when the first whole formula is met. */
export const loadKatex = createPeerLoader(
  'katex',
  async () => (await import('katex')).default,
  (value): value is Katex =>
    typeof value === 'object' && value !== null && '__renderToDomTree' in value,
)
