import { floorOf } from './cells.mjs'

const NAMES = {
  lines: 'lines (floor)',
  node: 'one node (floor)',
  rill: 'vue-rill',
  rillBeside: 'vue-rill (other build)',
  naive: 'markdown-it + v-html',
  markstream: 'markstream-vue',
  vueStreamMarkdown: 'vue-stream-markdown',
  streamdown: 'streamdown (React)',
}

/** The figures of one table of cells as markdown. */
export function reportCells(title, cells, results) {
  const rows = cells.flatMap((cell) => {
    const byName = results.get(cell)
    const floor = byName.get(floorOf(cell.kind))
    const oneShot = byName.get('naive')?.nodes
    return [...byName].map(([name, result]) => [
      describe(cell),
      NAMES[name],
      result.isWhole ? `${format(result.cpu)} ms` : `> ${format(result.cpu)} ms, given up`,
      ratio(result, floor),
      result.isWhole && oneShot !== undefined
        ? `${format(result.nodes)} (${(result.nodes / oneShot).toFixed(2)} ×)`
        : result.isWhole
          ? format(result.nodes)
          : '',
      result.isWhole
        ? result.longestTask < 50
          ? '< 50 ms'
          : `${format(result.longestTask)} ms`
        : '',
    ])
  })
  const head = [
    'answer',
    'renderer',
    'main thread',
    '× floor',
    'DOM nodes (× one shot)',
    'longest task',
  ]
  return [`## ${title}`, '', ...asTable(head, rows), ''].join('\n')
}

/** By which power of the length the cost of each contestant grew from the first cell to the second. */
export function reportGrowth([small, large], results) {
  const rows = [...results.get(small).keys()].flatMap((name) => {
    const [from, to] = [small, large].map((cell) => results.get(cell).get(name))
    if (!from.isWhole || !to.isWhole) return []
    const exponent = Math.log(to.cpu / from.cpu) / Math.log(large.length / small.length)
    return [[NAMES[name], exponent.toFixed(2)]]
  })
  return [...asTable(['renderer', 'exponent 50 → 500 KB'], rows), ''].join('\n')
}

function describe({ kind, length, perFrame, updates = 1 }) {
  const pace = updates === 1 ? `${perFrame} a frame` : `${perFrame / updates} × ${updates} a frame`
  return `${kind}, ${length / 1_000} KB, ${pace}`
}

function ratio(result, floor) {
  if (floor === undefined || !floor.isWhole) return ''
  const value = (result.cpu / floor.cpu).toFixed(2)
  return result.isWhole ? value : `> ${value}`
}

const format = (value) => Math.round(value).toLocaleString('en')

function asTable(head, rows) {
  const rule = head.map((_, at) => (at < 2 ? '---' : '---:'))
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`)
}
