// Chunk to events to state for 100,000 token events, one token per chunk, beside a floor and two peers.
//   npm run bench:reader
// All contestants take turns in one process; the figure is the median of CPU time, the ratio is to the floor.
import { aiSdk, openai, parseOnly, rill } from './contestants.mjs'
import { wires } from './wires.mjs'

const TOKENS = 100_000
const ROUNDS = 5

async function spend(work) {
  const start = process.cpuUsage()
  const tokens = await work()
  const { user, system } = process.cpuUsage(start)
  return { tokens, seconds: (user + system) / 1e6 }
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]

console.log('dialect       contestant          events/s   × floor')
for (const { dialect, token } of wires) {
  const chunks = Array.from({ length: TOKENS }, (_, index) => token(index))
  const contestants = {
    'parse only': () => parseOnly(chunks),
    'vue-rill': () => rill(chunks, dialect),
    ...(dialect === 'openai-chat' && {
      'AI SDK': () => aiSdk(chunks),
      openai: () => openai(chunks),
    }),
  }
  const times = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]))
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, work] of Object.entries(contestants)) {
      const { tokens, seconds } = await spend(work)
      if (tokens < TOKENS * 0.9) throw new Error(`${name} read ${tokens} tokens of ${dialect}`)
      times[name].push(seconds)
    }
  }
  const floor = median(times['parse only'])
  for (const [name, values] of Object.entries(times)) {
    const seconds = median(values)
    const rate = Math.round(TOKENS / seconds).toLocaleString('en')
    console.log(
      `${dialect.padEnd(14)}${name.padEnd(16)}${rate.padStart(12)}${(seconds / floor).toFixed(2).padStart(10)}`,
    )
  }
}
