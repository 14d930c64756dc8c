// Measures all contestants on one dialect, in turns, and writes their rows as JSON.
import { aiSdk, framesOnly, openai, parseOnly, rill } from './contestants.mjs'
import { wires } from './wires.mjs'

const TOKENS = 100_000
const ROUNDS = 9
/** Rounds that only warm the engine up. */
const WARM_UP = 2

const {
  dialect,
  token,
  opening = '',
  isJson,
} = wires.find((wire) => wire.dialect === process.argv[2])
const chunks = [opening, ...Array.from({ length: TOKENS }, (_, index) => token(index))]
const contestants = {
  // Where payloads are plain text, nobody parses them.
  floor: () => (isJson ? parseOnly(chunks) : framesOnly(chunks)),
  'vue-rill': () => rill(chunks, dialect),
  ...(dialect === 'openai-chat' && {
    'AI SDK': () => aiSdk(chunks),
    openai: () => openai(chunks),
  }),
}

async function spend(work) {
  const start = process.cpuUsage()
  const tokens = await work()
  const { user, system } = process.cpuUsage(start)
  if (tokens < TOKENS * 0.9) throw new Error(`only ${tokens} tokens of ${dialect} were read`)
  return (user + system) / 1e6
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]

const times = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]))
for (let round = 0; round < WARM_UP + ROUNDS; round++) {
  for (const [name, work] of Object.entries(contestants)) {
    const seconds = await spend(work)
    if (round >= WARM_UP) times[name].push(seconds)
  }
}

const rows = Object.entries(times).map(([name, values]) => {
  // A ratio within one round: what slows the machine down slows both.
  const ratios = values.map((seconds, round) => seconds / times.floor[round])
  const rate = TOKENS / median(values)
  return {
    name,
    rate,
    ratio: median(ratios),
    best: Math.min(...ratios),
    worst: Math.max(...ratios),
  }
})
console.log(JSON.stringify(rows))
