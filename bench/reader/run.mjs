// Chunk to events to state for 100,000 token events, one token per chunk, beside a floor and two peers.
//   npm run bench:reader
// A process of its own for each dialect, as a page speaks to one backend. In it all contestants take turns; the figure is
// the median of processor time, the ratio is to the floor. Fails when a row of `thresholds.mjs` is missed.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { findMisses } from './thresholds.mjs'
import { wires } from './wires.mjs'

const measure = fileURLToPath(new URL('measure.mjs', import.meta.url))
const misses = []

console.log('dialect       contestant          events/s   × floor   spread of the ratio')
for (const { dialect } of wires) {
  const output = execFileSync(process.execPath, [measure, dialect], { encoding: 'utf8' })
  const rows = JSON.parse(output)
  for (const { name, rate, ratio, best, worst } of rows) {
    console.log(
      dialect.padEnd(14),
      name.padEnd(15),
      Math.round(rate).toLocaleString('en').padStart(11),
      ratio.toFixed(2).padStart(9),
      `  ${best.toFixed(2)}–${worst.toFixed(2)}`,
    )
  }
  misses.push(...findMisses(dialect, rows))
}
for (const miss of misses) console.error(`missed: ${miss}`)
process.exitCode = misses.length === 0 ? 0 : 1
