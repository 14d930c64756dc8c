export interface Cell {
  readonly kind: string
  readonly length: number
  readonly perFrame: number
  readonly updates: number
  readonly isOnce: boolean
  readonly contestants: readonly string[]
}
export interface Run {
  readonly isWhole: boolean
  readonly cpu?: number
  readonly share?: number
  readonly nodes?: number
  readonly longestTask?: number
}
export interface Figure extends Run {
  readonly isTried: boolean
  readonly ratio?: number
  readonly nodeRatio?: number
}
export type Figures = ReadonlyMap<string, Figure>
export function figuresOf(cell: Cell, runs: ReadonlyMap<string, readonly Run[]>): Figures
export function growthOf(
  cells: readonly Cell[],
  figures: ReadonlyMap<Cell, Figures>,
): ReadonlyMap<string, number>
