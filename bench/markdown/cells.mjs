// What is measured: each cell is one kind of answer at one size and one pace, with the contestants that run in it.

const PEERS = ['naive', 'markstream', 'vueStreamMarkdown', 'streamdown']
const KITS = ['rill', 'rillBeside']

const KB = 1_000

/** The floor of a text: one growing node where all of it is one line. */
export const floorOf = (kind) => (kind === 'paragraph' || kind === 'plain' ? 'node' : 'lines')

function cell(kind, length, perFrame, more = {}) {
  const contestants = [floorOf(kind), ...KITS, ...PEERS]
  return { kind, length, perFrame, contestants, ...more }
}

const KINDS = ['mixed', 'fence', 'list', 'table', 'paragraph', 'plain']

/** The budgets of docs/benchmarks.md: 50 KB in 140 frames, which is a fast model on a busy connection. */
const budgets = KINDS.map((kind) => cell(kind, 50 * KB, 360))

const paces = [
  cell('mixed', 5 * KB, 8),
  cell('mixed', 5 * KB, 80),
  ...KINDS.map((kind) => cell(kind, 50 * KB, 80)),
  ...KINDS.map((kind) => cell(kind, 50 * KB, 8)),
  cell('mixed', 500 * KB, 80),
]

/** Token by token, each drawn by itself: how the cost grows, and how long the page is ever kept busy at once. */
const growth = [50 * KB, 500 * KB].map((length) =>
  cell('mixed', length, 360, { updates: 90, contestants: ['lines', ...KITS] }),
)
const tokens = [cell('mixed', 80 * KB, 32, { updates: 8, contestants: ['lines', ...KITS] })]

/** The cells by the name of their table; `quick` leaves out what takes minutes. */
export function chooseCells({ quick, tables }) {
  const all = quick ? { budgets } : { budgets, growth, tokens, paces }
  const wanted = tables?.split(',')
  return Object.fromEntries(
    Object.entries(all).filter(([name]) => wanted?.includes(name) !== false),
  )
}
