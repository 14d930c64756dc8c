import type { Cell, Figures } from './figures.mjs'

export function findMisses(
  table: { readonly name: string; readonly cells: readonly Cell[] },
  figures: ReadonlyMap<Cell, Figures>,
  growth: ReadonlyMap<string, number> | undefined,
): readonly string[]
