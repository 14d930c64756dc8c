/** Token events per second that every dialect has to reach. */
const LEAST_RATE = 500_000

/**
 * Most processor time, in multiples of the floor. The aim is 2, and README.md beside this file says where the rest goes;
 * a row keeps what was reached, with a third of room for a machine that is busy, and the aim where it is met.
 */
const MOST_RATIO = { rag: 4.3, workflow: 11.7, langchain: 12, llamaindex: 3.9, 'openai-chat': 2 }

/** Says which thresholds the rows of a dialect miss. The kit has to be ahead of every peer. */
export function findMisses(dialect, rows) {
  const { rate, ratio } = rows.find(({ name }) => name === 'vue-rill')
  const misses = []
  if (rate < LEAST_RATE) misses.push(`${dialect}: ${Math.round(rate)} events/s of ${LEAST_RATE}`)
  if (ratio > MOST_RATIO[dialect]) {
    misses.push(`${dialect}: ${ratio.toFixed(2)}× the floor, at most ${MOST_RATIO[dialect]}×`)
  }
  for (const peer of rows) {
    const isPeer = peer.name !== 'floor' && peer.name !== 'vue-rill'
    if (isPeer && peer.rate >= rate) misses.push(`${dialect}: ${peer.name} is ahead`)
  }
  return misses
}
