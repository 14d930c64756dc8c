import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { effectScope, shallowRef } from 'vue'
import { useSmoothText } from '../../src/composables/useSmoothText.ts'

const FRAME_MS = 16

const begin = (initial = '', { isStill = false } = {}) => {
  const text = shallowRef(initial)
  const streaming = shallowRef(true)
  let time = 0
  let waiting: (() => void) | undefined
  const scope = effectScope()
  const host = {
    requestAnimationFrame: (callback: () => void) => {
      waiting = callback
      return 1
    },
    cancelAnimationFrame: () => (waiting = undefined),
  }
  const shown = scope.run(() =>
    useSmoothText(text, { streaming, now: () => time, host, prefersStill: () => isStill }),
  )
  return {
    text,
    streaming,
    scope,
    shown: () => shown?.value ?? '',
    isWaiting: () => waiting !== undefined,
    frame: () => {
      time += FRAME_MS
      const callback = waiting
      waiting = undefined
      callback?.()
    },
  }
}

describe('useSmoothText', () => {
  it('lets a burst out in even pieces, and all of it within the bound', () => {
    const { text, shown, frame, isWaiting, scope } = begin()
    text.value = 'x'.repeat(300)
    const steps: number[] = []
    for (let before = 0; isWaiting(); before = shown().length) {
      frame()
      steps.push(shown().length - before)
    }
    expect(shown()).toBe(text.value)
    expect(steps.length).toBeGreaterThanOrEqual(18)
    expect(steps.length).toBeLessThanOrEqual(20)
    expect(Math.max(...steps)).toBeLessThanOrEqual(17)
    scope.stop()
  })

  it('shows everything at once when it ends, and waits for no frame any more', () => {
    const { text, streaming, shown, isWaiting, scope } = begin()
    text.value = 'Some words that came at once.'
    streaming.value = false
    expect(shown()).toBe(text.value)
    expect(isWaiting()).toBe(false)
    scope.stop()
  })

  it('paces nothing where less motion is wanted, and not what stood there before', () => {
    const still = begin('', { isStill: true })
    still.text.value = 'All of it.'
    expect(still.shown()).toBe('All of it.')
    expect(still.isWaiting()).toBe(false)
    expect(begin('Stood there.').shown()).toBe('Stood there.')
  })

  it('shows a text that takes the place of another at once', () => {
    const { text, shown, scope } = begin('One text')
    text.value = 'Another'
    expect(shown()).toBe('Another')
    scope.stop()
  })

  it('leaves no frame behind', () => {
    const { text, scope, isWaiting } = begin()
    text.value = 'Words'
    expect(isWaiting()).toBe(true)
    scope.stop()
    expect(isWaiting()).toBe(false)
  })

  it('is always a growing beginning of the text, in whole characters, and never late', () => {
    const burst = fc.record({
      words: fc.string({ unit: fc.constantFrom('a', '字', '😀'), minLength: 1, maxLength: 80 }),
      frames: fc.integer({ min: 0, max: 12 }),
    })
    fc.assert(
      fc.property(fc.array(burst, { maxLength: 20 }), (bursts) => {
        const { text, shown, frame, scope } = begin()
        const cameAt: { readonly length: number; readonly at: number }[] = []
        let frames = 0
        for (const { words, frames: count } of bursts) {
          text.value += words
          cameAt.push({ length: text.value.length, at: frames })
          for (let step = 0; step < count; step += 1) {
            const before = shown()
            frame()
            frames += 1
            expect(shown().startsWith(before)).toBe(true)
            expect(text.value.startsWith(shown())).toBe(true)
            expect(shown()).not.toMatch(/\p{Surrogate}/u)
            const due = cameAt.findLast(({ at }) => (frames - at) * FRAME_MS >= 300 + FRAME_MS)
            expect(shown().length).toBeGreaterThanOrEqual(due?.length ?? 0)
          }
        }
        scope.stop()
      }),
    )
  })
})
