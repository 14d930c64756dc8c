// The kit beside its peers in one Chromium: see README.md beside this file for what the figures mean.
//   npm run bench:markdown                      everything, in half an hour
//   node bench/markdown/run.mjs --quick         the budgets only, without building or installing
//   … --tables growth,tokens                   only these tables: budgets, growth, tokens, paces, long
//   … --only table,list                         only these kinds of answer
//   … --contestants rill,lines                  only these contestants
//   … --beside ../other/dist                    another build of the kit as well
//   … --rounds 1 --cap 20                       fewer repetitions, seconds until a peer is given up
// Fails when a row of `thresholds.mjs` is missed. Only a run of everything replaces bench/results/markdown.md.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { launchBrowsers } from './browsers.mjs'
import { servePage } from './buildPage.mjs'
import { chooseTables, nameOf, PEERS } from './cells.mjs'
import { figuresOf, growthOf } from './figures.mjs'
import { measure } from './measure.mjs'
import { format, NAMES, reportGrowth, reportMisses, reportTable } from './report.mjs'
import { createGivenUp, runCells } from './schedule.mjs'
import { findMisses } from './thresholds.mjs'

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    tables: { type: 'string' },
    only: { type: 'string' },
    contestants: { type: 'string' },
    beside: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    cap: { type: 'string', default: '30' },
  },
})

const rounds = Number(options.rounds)
const peerCap = Number(options.cap) * 1_000
/** The kit and its floor are given up later: they are what the table is about. */
const OWN_CAP = 300_000

const started = performance.now()

/** One line for each run, on the error stream: the report is what the other one is for. */
function tellProgress({ cell, name, round }, { isWhole, cpu }) {
  const seconds = Math.round((performance.now() - started) / 1_000)
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  const turn = `${round + 1}/${cell.isOnce ? 1 : rounds}`
  const end = isWhole ? '' : ', given up'
  const spent = cpu === undefined ? '' : `${format(cpu)} ms`
  console.error(`${clock}  ${nameOf(cell)}  ${NAMES[name]}  ${turn}  ${spent}${end}`)
}

function describeRun(version) {
  const { dependencies } = JSON.parse(
    readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
  )
  const peers = ['markstream-vue', 'vue-stream-markdown', 'streamdown'].map(
    (name) => `${name} ${dependencies[name]}`,
  )
  const day = new Date().toISOString().slice(0, 10)
  const turns = rounds === 1 ? 'one run of each' : `medians of ${rounds} runs`
  return (
    `Measured ${day}, Chromium ${version}, Node ${process.versions.node}, ${turns};\n` +
    `${peers.join(', ')}.\nA peer was given up after ${options.cap} s, and not tried in larger answers of its kind.\n`
  )
}

/** A peer that throws or hangs is given up, and the others go on. */
async function measureJob(browser, { cell, name }) {
  const { kind, length, perFrame, updates } = cell
  const isPeer = PEERS.includes(name)
  const how = { kind, length, perFrame, updates, cap: isPeer ? peerCap : OWN_CAP }
  try {
    return await measure(browser, page.url, name, how)
  } catch (error) {
    if (!isPeer) throw error
    console.error(error)
    return { isWhole: false }
  }
}

const list = (value) => value?.split(',')
const isWhole = !options.quick && !options.tables && !options.only && !options.contestants
const chosen = chooseTables({
  names: options.quick ? ['budgets'] : list(options.tables),
  kinds: list(options.only),
  contestants: list(options.contestants),
  isBeside: options.beside !== undefined,
})
const page = await servePage(options.beside && resolve(options.beside))
const browsers = await launchBrowsers()
const parts = [describeRun(browsers.version)]
const misses = []
const givenUp = createGivenUp()

try {
  for (const table of chosen) {
    const runs = await runCells({
      cells: table.cells,
      lanes: table.lanes,
      rounds,
      givenUp,
      async measure(job) {
        const run = await measureJob(browsers.of(table), job)
        tellProgress(job, run)
        return run
      },
    })
    const figures = new Map(table.cells.map((cell) => [cell, figuresOf(cell, runs.get(cell))]))
    const growth = table.name === 'growth' ? growthOf(table.cells, figures) : undefined
    parts.push(reportTable(table, figures))
    if (growth !== undefined) parts.push(reportGrowth(growth))
    misses.push(...findMisses(table, figures, growth))
  }
} finally {
  await browsers.close()
  await page.stop()
}

parts.push(reportMisses(misses))
console.log(parts.join('\n'))
if (isWhole) {
  const folder = new URL('../results/', import.meta.url)
  mkdirSync(folder, { recursive: true })
  writeFileSync(new URL('markdown.md', folder), parts.join('\n'))
}
for (const miss of misses) console.error(`missed: ${miss}`)
process.exitCode = misses.length === 0 ? 0 : 1
