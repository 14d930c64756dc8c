import { nameOf } from './cells.mjs'

export const NAMES = {
  lines: 'lines (floor)',
  node: 'one node (floor)',
  rill: 'vue-rill',
  rillBeside: 'vue-rill (other build)',
  naive: 'markdown-it + v-html',
  markstream: 'markstream-vue',
  vueStreamMarkdown: 'vue-stream-markdown',
  streamdown: 'streamdown (React)',
}

const HEAD = [
  'answer',
  'renderer',
  'main thread',
  '× floor',
  'DOM nodes (× one shot)',
  'longest task',
]

/** The figures of one table as markdown. */
export function reportTable({ title, cells }, figures) {
  const rows = cells.flatMap((cell) =>
    [...figures.get(cell)].map(([name, figure]) => [
      nameOf(cell),
      NAMES[name],
      ...(figure.isTried ? reportFigure(figure) : ['not tried', '', '', '']),
    ]),
  )
  return [`## ${title}`, '', ...asTable(HEAD, rows, 2), ''].join('\n')
}

/** What was given up would have cost more than it had until then. */
function reportFigure({ isWhole, cpu, ratio, share, nodes, nodeRatio, longestTask }) {
  const times = ratio?.toFixed(2) ?? ''
  if (!isWhole && share === undefined) return ['failed', '', '', '']
  if (!isWhole) {
    const percent = Math.floor(share * 100)
    return [`> ${format(cpu)} ms, given up at ${percent} %`, times && `> ${times}`, '', '']
  }
  return [
    `${format(cpu)} ms`,
    times,
    nodeRatio === undefined ? format(nodes) : `${format(nodes)} (${nodeRatio.toFixed(2)} ×)`,
    longestTask < 50 ? '< 50 ms' : `${format(longestTask)} ms`,
  ]
}

/** How the cost grew, as markdown. */
export function reportGrowth(growth) {
  const rows = [...growth].map(([name, exponent]) => [NAMES[name], exponent.toFixed(2)])
  return [...asTable(['renderer', 'exponent 50 → 500 KB'], rows, 1), ''].join('\n')
}

/** What was reached, or what was missed, as markdown. */
export function reportMisses(misses) {
  const lines = misses.length === 0 ? ['None.'] : misses.map((miss) => `- ${miss}`)
  return ['## Budgets missed', '', ...lines, ''].join('\n')
}

export const format = (value) => Math.round(value).toLocaleString('en')

/** Lines of one width, the first columns words and the rest figures. */
function asTable(head, rows, words) {
  const widths = head.map((_, at) => Math.max(...[head, ...rows].map((row) => row[at].length)))
  const lay = (row) =>
    row.map((text, at) => (at < words ? text.padEnd(widths[at]) : text.padStart(widths[at])))
  const rule = widths.map((width, at) =>
    at < words ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  )
  return [lay(head), rule, ...rows.map(lay)].map((cells) => `| ${cells.join(' | ')} |`)
}
