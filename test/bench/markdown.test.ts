import { describe, expect, it } from 'vitest'
import { figuresOf, growthOf } from '../../bench/markdown/figures.mjs'
import { createGivenUp, runCells } from '../../bench/markdown/schedule.mjs'
import { findMisses } from '../../bench/markdown/thresholds.mjs'

const cell = (length: number, perFrame: number, contestants: readonly string[]) => ({
  kind: 'mixed',
  length,
  perFrame,
  updates: 1,
  isOnce: false,
  contestants,
})

const run = (cpu: number, more = {}) => ({
  isWhole: true,
  cpu,
  share: 1,
  nodes: 100,
  longestTask: 0,
  ...more,
})

describe('the bench of the renderers', () => {
  it('lets all take turns, and tries a peer that was given up nowhere where more is asked', async () => {
    const short = cell(50, 10, ['rill', 'naive'])
    const long = cell(500, 10, ['rill', 'naive'])
    const tried: string[] = []
    const results = await runCells({
      cells: [short, long],
      rounds: 2,
      lanes: 2,
      givenUp: createGivenUp(),
      measure: async ({ cell: { length }, name }) => {
        tried.push(`${name} ${length}`)
        return run(1, { isWhole: name !== 'naive' })
      },
    })
    expect(tried.toSorted()).toEqual(['naive 50', 'rill 50', 'rill 50', 'rill 500', 'rill 500'])
    expect(results.get(long)?.get('naive')).toEqual([])
  })

  it('says what is missed: a budget, a task, the growth, and a peer that is ahead', () => {
    const small = cell(50, 360, ['lines', 'rill', 'naive'])
    const large = cell(500, 360, ['lines', 'rill', 'naive'])
    const figures = new Map(
      [small, large].map((each) => [
        each,
        figuresOf(
          each,
          new Map([
            ['lines', [run(10), run(20), run(10)]],
            ['rill', [run(12), run(40, { longestTask: 80 }), run(30, { longestTask: 80 })]],
            ['naive', [run(500), run(each === large ? 6 : 400), run(5)]],
          ]),
        ),
      ]),
    )
    expect(figures.get(small)?.get('rill')).toMatchObject({ cpu: 30, ratio: 2, nodeRatio: 1 })
    const budgets = findMisses({ name: 'budgets', cells: [small] }, figures, undefined)
    expect(budgets).toEqual(['mixed, 0.05 KB, 360 a frame: 2.00× the floor, at most 1.5×'])
    expect(findMisses({ name: 'tokens', cells: [large] }, figures, undefined)).toEqual([
      'mixed, 0.5 KB, 360 a frame: a task of 80 ms, less than 50',
      'mixed, 0.5 KB, 360 a frame: naive is ahead',
    ])
    const growth = growthOf([small, large], figures)
    expect(findMisses({ name: 'growth', cells: [] }, figures, growth)).toEqual([])
    expect(findMisses({ name: 'growth', cells: [] }, figures, new Map([['rill', 1.2]]))).toEqual([
      'growth: by the power of 1.20, at most 1.1',
    ])
  })

  it('counts what was given up for at least what it took', () => {
    const one = cell(50, 360, ['lines', 'naive'])
    const figures = figuresOf(
      one,
      new Map([
        ['lines', [run(10)]],
        ['naive', [{ isWhole: false, cpu: 300, share: 0.4, longestTask: 0 }]],
      ]),
    )
    expect(figures.get('naive')).toMatchObject({ isWhole: false, cpu: 300, ratio: 30, share: 0.4 })
  })
})
