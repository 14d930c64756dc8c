import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  FITTING,
  MAX_SCALE,
  panBy,
  zoomTo,
  type PictureFrame,
} from '../../../src/components/results/pictureView.ts'

const frame: PictureFrame = { width: 400, height: 300, pictureWidth: 400, pictureHeight: 200 }

describe('pictureView', () => {
  it('keeps what is at the point at the point', () => {
    expect(zoomTo(FITTING, 3, { x: 100, y: 0 }, frame)).toEqual({ scale: 3, x: -200, y: 0 })
  })

  it('is between the whole picture and eight times as large', () => {
    expect(zoomTo(FITTING, 0.2, { x: 9, y: 9 }, frame)).toEqual(FITTING)
    expect(zoomTo(FITTING, 99, { x: 0, y: 0 }, frame).scale).toBe(MAX_SCALE)
  })

  it('does not move a picture that fits, nor its edge away from that of the frame', () => {
    expect(panBy(FITTING, { x: 50, y: 50 }, frame)).toEqual(FITTING)
    const zoomed = zoomTo(FITTING, 2, { x: 0, y: 0 }, frame)
    expect(panBy(zoomed, { x: 999, y: 999 }, frame)).toEqual({ scale: 2, x: 200, y: 50 })
  })

  it('never shows a gap between the picture and the frame where the picture is larger', () => {
    const offset = fc.integer({ min: -2_000, max: 2_000 })
    const steps = fc.array(
      fc.record({ scale: fc.double({ min: 0.1, max: 20, noNaN: true }), x: offset, y: offset }),
    )
    fc.assert(
      fc.property(steps, (moves) => {
        let view = FITTING
        for (const { scale, x, y } of moves) {
          view = panBy(zoomTo(view, scale, { x, y }, frame), { x: y, y: x }, frame)
        }
        const across = Math.max(0, (frame.pictureWidth * view.scale - frame.width) / 2)
        const down = Math.max(0, (frame.pictureHeight * view.scale - frame.height) / 2)
        expect(Math.abs(view.x)).toBeLessThanOrEqual(across + 1e-6)
        expect(Math.abs(view.y)).toBeLessThanOrEqual(down + 1e-6)
      }),
    )
  })
})
