import { floorOf } from './cells.mjs'

const middle = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]

/**
 * What the runs of the contestants in one cell come to: medians, of ratios too, which are taken within a round. One that
 * was given up has the time it took until then and the share of the text it had shown; one that was not tried, nothing.
 */
export function figuresOf(cell, runs) {
  const floors = runs.get(floorOf(cell.kind)) ?? []
  const oneShot = runs.get('naive')?.find(({ isWhole }) => isWhole)?.nodes
  return new Map([...runs].map(([name, own]) => [name, summarise(own, floors, oneShot)]))
}

function summarise(runs, floors, oneShot) {
  if (runs.length === 0) return { isTried: false, isWhole: false }
  const broken = runs.find(({ isWhole }) => !isWhole)
  const counted = broken === undefined ? runs : [broken]
  const ratios = counted.flatMap(({ cpu }, round) =>
    cpu !== undefined && floors[round]?.isWhole ? [cpu / floors[round].cpu] : [],
  )
  const { nodes } = counted[0]
  return {
    isTried: true,
    isWhole: broken === undefined,
    cpu: middle(counted.map(({ cpu }) => cpu)),
    ratio: ratios.length === 0 ? undefined : middle(ratios),
    share: broken?.share,
    nodes,
    nodeRatio: nodes !== undefined && oneShot !== undefined ? nodes / oneShot : undefined,
    longestTask: middle(counted.map(({ longestTask }) => longestTask)),
  }
}

/** By which power of the length the cost of each contestant grew from the first cell to the second. */
export function growthOf(cells, figures) {
  const [small, large] = cells
  return new Map(
    [...figures.get(small)].flatMap(([name, from]) => {
      const to = figures.get(large).get(name)
      if (!from.isWhole || !to.isWhole) return []
      return [[name, Math.log(to.cpu / from.cpu) / Math.log(large.length / small.length)]]
    }),
  )
}
