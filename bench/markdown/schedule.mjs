import { PEERS } from './cells.mjs'

/**
 * Runs every contestant of every cell as often as there are rounds, in turns, so that what the machine does meanwhile
 * meets all of them alike. Gives for each cell a map of the contestants' runs, one per round.
 *
 * A run that is not whole was given up. That contestant is not tried again in this cell, nor in a cell of the same kind
 * with at least as many frames and as long a text: `givenUp` remembers it from table to table.
 */
export async function runCells({ cells, rounds, lanes, givenUp, measure }) {
  const results = new Map(
    cells.map((cell) => [cell, new Map(cell.contestants.map((name) => [name, []]))]),
  )
  const waiting = cells.flatMap((cell) =>
    Array.from({ length: cell.isOnce ? 1 : rounds }, (_, round) => round).flatMap((round) =>
      cell.contestants.map((name) => ({ cell, name, round })),
    ),
  )
  const running = new Set()
  const isTaken = ({ cell, name }) =>
    [...running].some((job) => job.cell === cell && job.name === name)

  async function work() {
    for (let job = take(); job !== undefined; job = take()) {
      running.add(job)
      try {
        const run = await measure(job)
        results.get(job.cell).get(job.name).push(run)
        if (!run.isWhole) givenUp.add(job)
      } finally {
        running.delete(job)
      }
    }
  }

  function take() {
    for (let at = 0; at < waiting.length;) {
      if (givenUp.has(waiting[at])) waiting.splice(at, 1)
      // Its first run may have to be given up.
      else if (isTaken(waiting[at])) at++
      else return waiting.splice(at, 1)[0]
    }
    return undefined
  }

  await Promise.all(Array.from({ length: lanes }, work))
  // A lane that found nothing to take may have left jobs behind which waited for another one.
  await work()
  return results
}

const frames = ({ length, perFrame }) => length / perFrame

/** Remembers who was given up where. */
export function createGivenUp() {
  const known = []
  return {
    add({ name, cell }) {
      known.push({ name, cell })
    },
    has({ name, cell }) {
      return known.some(
        (one) =>
          one.name === name &&
          one.cell.kind === cell.kind &&
          one.cell.length <= cell.length &&
          frames(one.cell) <= frames(cell) &&
          (one.cell === cell || PEERS.includes(name)),
      )
    },
  }
}
