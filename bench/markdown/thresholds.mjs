import { nameOf, PEERS } from './cells.mjs'

/** Most processor time of the main thread, in multiples of the floor, for 50 KB in 140 frames. */
const MOST_RATIO = { mixed: 1.5, fence: 1.5, list: 2, table: 3.5, paragraph: 0.6, plain: 0.6 }

/** Most nodes at the end of a mixed answer, in multiples of what one rendering of all of it leaves. */
const MOST_NODES = 1.1

/** The power of the length by which the cost may grow, token by token. */
const MOST_GROWTH = 1.1

/** From this on, in milliseconds, a task is one that a reader may feel. */
const LONGEST_TASK = 50

/** Says which thresholds a table misses: those of the kit, and that it has to be ahead of every peer. */
export function findMisses({ name, cells }, figures, growth) {
  return [
    ...cells.flatMap((cell) => {
      const kit = figures.get(cell).get('rill')
      if (kit === undefined) return []
      const of = {
        budgets: missedBudget,
        tokens: missedTask,
      }[name]
      const misses = [...(of?.(cell, kit) ?? []), ...peersAhead(kit, figures.get(cell))]
      return misses.map((miss) => `${nameOf(cell)}: ${miss}`)
    }),
    ...missedGrowth(growth?.get('rill')),
  ]
}

function missedBudget({ kind }, { ratio, nodeRatio }) {
  const misses = []
  if (ratio > MOST_RATIO[kind])
    misses.push(`${ratio.toFixed(2)}× the floor, at most ${MOST_RATIO[kind]}×`)
  if (kind === 'mixed' && nodeRatio > MOST_NODES)
    misses.push(`${nodeRatio.toFixed(2)}× the nodes of one shot, at most ${MOST_NODES}×`)
  return misses
}

function missedTask(_cell, { longestTask }) {
  return longestTask < LONGEST_TASK
    ? []
    : [`a task of ${Math.round(longestTask)} ms, less than ${LONGEST_TASK}`]
}

function missedGrowth(exponent) {
  return exponent > MOST_GROWTH
    ? [`growth: by the power of ${exponent.toFixed(2)}, at most ${MOST_GROWTH}`]
    : []
}

function peersAhead(kit, figures) {
  if (!kit.isWhole) return ['not whole']
  return [...figures]
    .filter(([name, { isWhole, cpu }]) => PEERS.includes(name) && isWhole && cpu <= kit.cpu)
    .map(([name]) => `${name} is ahead`)
}
