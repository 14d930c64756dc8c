// The kit beside its peers in one Chromium: see docs/benchmarks.md for what the figures mean.
//   npm run bench:markdown                      everything, in somewhat more than an hour
//   node bench/markdown/run.mjs --quick         the budgets only, without building or installing
//   … --tables growth,tokens                   only these tables: budgets, growth, tokens, paces
//   … --only table,list                         only these kinds of answer
//   … --contestants rill,lines                  only these contestants
//   … --beside ../other/dist                    another build of the kit as well
//   … --rounds 1 --cap 20                       fewer repetitions, seconds until a run is given up
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright'
import { chromiumOptions } from '../../scripts/chromiumOptions.mjs'
import { servePage } from './buildPage.mjs'
import { chooseCells } from './cells.mjs'
import { measure } from './measure.mjs'
import { reportCells, reportGrowth } from './report.mjs'

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    tables: { type: 'string' },
    only: { type: 'string' },
    contestants: { type: 'string' },
    beside: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    cap: { type: 'string', default: '240' },
  },
})

const TITLES = {
  budgets: '50 KB in 140 frames',
  paces: 'By length and pace',
  growth: 'Token by token, each drawn by itself',
  tokens: 'An answer of 20,000 tokens',
}

const rounds = Number(options.rounds)
const cap = Number(options.cap) * 1_000
const middle = (runs) => runs.toSorted((a, b) => a.cpu - b.cpu)[Math.floor(runs.length / 2)]

/** From this many frames on (half a minute) contestants run side by side; what is counted is each main thread's own time. */
const LONG = 2_000
const AT_ONCE = 3

/** They take turns, so that what the machine does meanwhile meets all of them alike; one that was given up is not tried again. */
async function measureCell(browser, url, cell, contestants) {
  const { kind, length, perFrame, updates } = cell
  const runs = new Map(contestants.map((name) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    const waiting = contestants.filter((name) => runs.get(name).every(({ isWhole }) => isWhole))
    const work = async () => {
      for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
        const run = { kind, length, perFrame, updates, cap }
        runs.get(name).push(await measure(browser, url, name, run))
      }
    }
    const atOnce = length / perFrame < LONG ? 1 : AT_ONCE
    await Promise.all(Array.from({ length: atOnce }, work))
  }
  return new Map(contestants.map((name) => [name, middle(runs.get(name))]))
}

function chooseContestants({ contestants }) {
  const wanted = options.contestants?.split(',')
  return contestants.filter((name) =>
    name === 'rillBeside' ? options.beside !== undefined : wanted?.includes(name) !== false,
  )
}

const page = await servePage(options.beside && resolve(options.beside))
const browser = await chromium.launch({
  ...chromiumOptions,
  args: [...chromiumOptions.args, '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
})
const versions = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
).dependencies
const parts = [
  `Measured ${new Date().toISOString().slice(0, 10)}, Chromium ${browser.version()}, medians of ${rounds}; ` +
    ['markstream-vue', 'vue-stream-markdown', 'streamdown']
      .map((name) => `${name} ${versions[name]}`)
      .join(', ') +
    '.\n',
]
console.log(parts[0])

try {
  for (const [table, all] of Object.entries(chooseCells(options))) {
    const cells = all.filter(({ kind }) => options.only?.split(',').includes(kind) !== false)
    const results = new Map()
    for (const cell of cells) {
      results.set(cell, await measureCell(browser, page.url, cell, chooseContestants(cell)))
    }
    if (cells.length === 0) continue
    const report = reportCells(TITLES[table], cells, results)
    const growth = table === 'growth' && cells.length === 2 ? reportGrowth(cells, results) : ''
    parts.push(report, growth)
    console.log(report, growth)
  }
} finally {
  await browser.close()
  await page.stop()
}

if (!options.quick) {
  const folder = new URL('../results/', import.meta.url)
  mkdirSync(folder, { recursive: true })
  writeFileSync(new URL('markdown.md', folder), parts.join('\n'))
}
