import { describe, expect, it } from 'vitest'
import { render } from 'vitest-browser-vue'
import RillImages from '../../../src/components/results/RillImages.vue'

const base = `${location.origin}/playground/backend/uploads/images/`
const requested = (part: string): boolean =>
  performance.getEntriesByType('resource').some(({ name }) => name.includes(part))

describe('RillImages', () => {
  it('gives a picture the same box before and after it loads', async () => {
    const { container } = await render(RillImages, {
      props: { images: [{ url: 'sensor1.png' }], base },
    })
    const box = container.querySelector('.rill-picture')
    const before = box?.getBoundingClientRect()
    await expect.poll(() => box?.getAttribute('data-state')).toBe('loaded')
    expect(container.querySelector('img')?.naturalWidth).toBeGreaterThan(0)
    expect(box?.getBoundingClientRect()).toEqual(before)
    expect(before?.height).toBeGreaterThan(0)
  })

  it('does not ask for a picture that is far below', async () => {
    const { container } = await render(RillImages, {
      props: { images: [{ url: 'motor.png' }], base },
      attrs: { style: 'margin-block-start: 20000px' },
    })
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(requested('motor.png')).toBe(false)

    container.querySelector('.rill-picture')?.scrollIntoView()
    await expect.poll(() => requested('motor.png')).toBe(true)
    window.scrollTo(0, 0)
  })

  it('asks no foreign origin before the reader does', async () => {
    const url = 'http://127.0.0.1:9/foreign-picture.png'
    const screen = await render(RillImages, { props: { images: [{ url }], base } })
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(requested('foreign-picture')).toBe(false)

    await screen.getByRole('button', { name: 'Load picture from 127.0.0.1:9' }).click()
    await expect.poll(() => requested('foreign-picture')).toBe(true)
  })

  it('puts words in the place of a picture that does not load, and tries again on request', async () => {
    const screen = await render(RillImages, {
      props: { images: [{ url: 'missing.png', alt: 'The sensor' }], base },
    })
    await expect.element(screen.getByText('The picture could not be loaded.')).toBeVisible()
    await expect.element(screen.getByText('The sensor')).toBeVisible()
    const failed = screen.container.querySelector('img')
    await screen.getByRole('button', { name: 'Retry' }).click()
    expect(screen.container.querySelector('img')).not.toBe(failed)
  })
})
