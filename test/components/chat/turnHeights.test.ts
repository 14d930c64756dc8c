import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createTurnHeights } from '../../../src/components/chat/turnHeights.ts'
import { readThread } from '../../../src/composables/chat/readThread.ts'
import { storedTalk } from '../../support/storedTalk.ts'

const talkOf = (questions: number) => readThread(storedTalk(questions))?.turns ?? []

it('knows where every turn stands, whatever is measured, asked and added in between', () => {
  const steps = fc.array(
    fc.record({
      questions: fc.integer({ min: 1, max: 20 }),
      index: fc.nat({ max: 39 }),
      height: fc.integer({ min: 1, max: 900 }),
    }),
  )
  fc.assert(
    fc.property(steps, (list) => {
      const heights = createTurnHeights()
      const all = talkOf(20)
      heights.place(all)
      const guessed = all.map((_, index) => heights.topOf(index + 1) - heights.topOf(index))
      const expected = [...guessed]
      for (const { questions, index, height } of list) {
        const count = questions * 2
        const place = index % count
        heights.place(all.slice(0, count))
        expect(heights.note(place, height)).toBe(height - (expected[place] ?? 0))
        expected[place] = height
        let top = 0
        for (const [turn, tall] of expected.slice(0, count).entries()) {
          expect(heights.topOf(turn)).toBe(top)
          expect(heights.turnAt(top)).toBe(turn)
          top += tall
          expect(heights.turnAt(top - 0.5)).toBe(turn)
        }
        expect(heights.topOf(count)).toBe(top)
      }
    }),
  )
})

it('gives the ends of the talk for what lies beyond them', () => {
  const heights = createTurnHeights()
  heights.place(talkOf(3))
  expect(heights.turnAt(-1)).toBe(0)
  expect(heights.turnAt(1e9)).toBe(5)
})

it('forgets nothing that was measured when the talk grows', () => {
  const heights = createTurnHeights()
  heights.place(talkOf(2))
  heights.note(0, 777)
  heights.place(talkOf(5))
  expect(heights.topOf(1)).toBe(777)
})
