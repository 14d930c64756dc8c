import { expect, test } from 'vitest'
import { simulate, type SimulationResult } from './simulator.ts'

/** How many schedules are run: `SIMULATIONS=10000` for a nightly or a release, `SEED=…` to look at one again. */
const COUNT = Number(process.env['SIMULATIONS'] ?? 500)
const FIRST = Number(process.env['SEED'] ?? 1)

const FIGURES = ['lost', 'duplicated', 'reordered', 'surplusEnds', 'leaked'] as const

test(
  `in ${COUNT} random schedules of faults nothing is lost, doubled, moved or left behind`,
  { timeout: 600_000 },
  async () => {
    const startedAt = performance.now()
    const results: SimulationResult[] = []
    for (let seed = FIRST; seed < FIRST + COUNT; seed++) {
      const result = await simulate(seed)
      const isClean = FIGURES.every((figure) => result[figure] === 0) && result.fault === undefined
      expect(isClean, `SEED=${seed} SIMULATIONS=1 ${JSON.stringify(result, null, 2)}`).toBe(true)
      results.push(result)
    }
    type Counted = (typeof FIGURES)[number] | 'faults' | 'delivered' | 'attempts' | 'resumes'
    const sum = (name: Counted): number =>
      results.reduce((total, result) => total + result[name], 0)
    const figures = FIGURES.map((name) => `${sum(name)} ${name}`).join(', ')
    const seconds = Math.round((performance.now() - startedAt) / 1000)
    const faced = `${sum('faults')} faults, ${sum('resumes')} resumes by the user`
    const scale = `${faced}, ${sum('attempts')} requests, ${sum('delivered')} events`
    process.stdout.write(`${COUNT} schedules, ${scale}: ${figures}; ${seconds} s\n`)
    expect(results).toHaveLength(COUNT)
  },
)
