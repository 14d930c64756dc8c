import { describe, expect, it } from 'vitest'
import { createRill } from '../../src/components/createRill.ts'

describe('an app with a policy that can never be meant', () => {
  it.each(['javascript:', 'JavaScript:', ' javascript', 'data:', 'vbscript:', 'blob:', 'file:'])(
    'is told so at setup: links to %s',
    (scheme) => {
      expect(() => createRill({ links: { schemes: ['https:', scheme] } })).toThrow(
        /links\.schemes must not name .* run code/,
      )
    },
  )

  it.each(['https', 'HTTPS:', '*', 'https://', ''])(
    'is told so at setup: links to "%s"',
    (scheme) => {
      expect(() => createRill({ links: { schemes: [scheme] } })).toThrow(/with their colon/)
    },
  )

  it.each([
    '*',
    'https://*.example.com',
    'images.example.com',
    'https://example.com/public',
    'javascript:alert(1)',
    'data:image/png',
    'blob:https://example.com',
    'file:///',
    'https://user@example.com',
  ])('is told so at setup: images from %s', (origin) => {
    expect(() => createRill({ images: { allow: [{ origin }] } })).toThrow(/images\.allow/)
  })

  it.each(['/public', 'public/', ''])('is told so at setup: images below "%s"', (pathPrefix) => {
    const allow = [{ origin: 'https://example.com', pathPrefix }]
    expect(() => createRill({ images: { allow } })).toThrow(/begin and end with a slash/)
  })

  it.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/', 'https://a:b@example.com/'])(
    'is told so at setup: pictures of results below %s',
    (base) => {
      expect(() => createRill({ images: { base } })).toThrow(/images\.base/)
    },
  )

  it('is told so at setup: images in a way that is none', () => {
    const options: object = { images: { images: 'always' } }
    expect(() => createRill(options)).toThrow(/"block", "click" or "allow", not "always"/)
  })

  it('hears nothing where the policy can be meant', () => {
    expect(() =>
      createRill({
        links: { schemes: ['https:', 'mailto:', 'app+x:'] },
        images: {
          images: 'block',
          base: '/uploads/',
          allow: [
            { origin: 'https://example.com' },
            { origin: 'http://localhost:8080', pathPrefix: '/a/' },
          ],
        },
      }),
    ).not.toThrow()
    expect(() => createRill({ images: { base: 'https://api.example.com/files/' } })).not.toThrow()
  })
})
