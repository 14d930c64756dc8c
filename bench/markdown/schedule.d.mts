import type { Cell, Run } from './figures.mjs'

export interface Job {
  readonly cell: Cell
  readonly name: string
  readonly round: number
}
export interface GivenUp {
  add(job: Pick<Job, 'cell' | 'name'>): void
  has(job: Pick<Job, 'cell' | 'name'>): boolean
}
export function createGivenUp(): GivenUp
export function runCells(how: {
  readonly cells: readonly Cell[]
  readonly rounds: number
  readonly lanes: number
  readonly givenUp: GivenUp
  readonly measure: (job: Job) => Promise<Run>
}): Promise<ReadonlyMap<Cell, ReadonlyMap<string, readonly Run[]>>>
