// What is measured: each cell is one kind of answer at one size and one pace, with the contestants that run in it.

export const PEERS = ['naive', 'markstream', 'vueStreamMarkdown', 'streamdown']
const KITS = ['rill', 'rillBeside']

const KB = 1_000

/** The floor of a text: one growing node where all of it is one line. */
export const floorOf = (kind) => (kind === 'paragraph' || kind === 'plain' ? 'node' : 'lines')

function cell(kind, length, perFrame, { updates = 1, peers = PEERS, isOnce = false } = {}) {
  const contestants = [floorOf(kind), ...KITS, ...peers]
  return { kind, length, perFrame, updates, contestants, isOnce }
}

const KINDS = ['mixed', 'fence', 'list', 'table', 'paragraph']

/**
 * The tables by name. `lanes` is how many runs go side by side: one where the longest task counts, which is wall time.
 * `isPaced` is whether frames wait for the display (see README.md beside this file).
 */
const tables = {
  /** The budgets: 50 KB in 140 frames, which is a fast model on a busy connection. */
  budgets: {
    title: '50 KB in 140 frames',
    isPaced: true,
    lanes: 1,
    cells: [...KINDS, 'plain'].map((kind) => cell(kind, 50 * KB, 360)),
  },
  /** How the cost grows. */
  growth: {
    title: 'Token by token, each drawn by itself',
    isPaced: false,
    lanes: 1,
    cells: [50 * KB, 500 * KB].map((length) =>
      cell('mixed', length, 360, { updates: 90, peers: [] }),
    ),
  },
  /** How long the page is ever kept busy at once. */
  tokens: {
    title: 'An answer of 20,000 tokens',
    isPaced: false,
    lanes: 1,
    cells: [cell('mixed', 80 * KB, 32, { updates: 8, peers: [] })],
  },
  paces: {
    title: 'By length and pace',
    isPaced: true,
    lanes: 3,
    cells: [
      cell('mixed', 5 * KB, 80),
      cell('mixed', 5 * KB, 8),
      ...KINDS.map((kind) => cell(kind, 50 * KB, 80)),
    ],
  },
  long: {
    title: 'Thousands of frames, which do not wait for the display',
    isPaced: false,
    lanes: 3,
    cells: [
      // Once more, to see what frames that do not wait change.
      cell('mixed', 50 * KB, 80),
      ...KINDS.map((kind) => cell(kind, 50 * KB, 8)),
      cell('mixed', 500 * KB, 80),
      // Minutes of work each, even for the kit.
      cell('mixed', 500 * KB, 8, { isOnce: true }),
    ],
  },
}

/** What a cell is called in the report. */
export function nameOf({ kind, length, perFrame, updates, isOnce }) {
  const pace = updates === 1 ? `${perFrame} a frame` : `${perFrame / updates} × ${updates} a frame`
  return `${kind}, ${length / KB} KB, ${pace}${isOnce ? ', one run' : ''}`
}

/** The tables that were asked for by name, with the cells of the kinds and the contestants that were asked for. */
export function chooseTables({ names, kinds, contestants, isBeside }) {
  const isWanted = (name) =>
    name === 'rillBeside' ? isBeside : contestants?.includes(name) !== false
  return Object.entries(tables)
    .filter(([name]) => names?.includes(name) !== false)
    .map(([name, table]) => ({
      ...table,
      name,
      cells: table.cells
        .filter(({ kind }) => kinds?.includes(kind) !== false)
        .map((each) => ({ ...each, contestants: each.contestants.filter(isWanted) })),
    }))
    .filter(({ cells }) => cells.length > 0)
}
