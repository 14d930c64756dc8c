import { describe, expect, it } from 'vitest'
import { resolveImageUrl } from '../../src/markdown.ts'

const resolve = (source: string): string => `https://images.example/public/${source}`
/** Throws for a path, as hooks of apps do. */
const onlyWhole = (source: string): string => new URL(source).href
const allow = [{ origin: 'https://images.example', pathPrefix: '/public/' }]

describe('the image policy', () => {
  it('waits for a click unless told otherwise', () => {
    const url = 'https://example.com/a.png'
    expect(resolveImageUrl(url)).toEqual({ kind: 'click', url })
    expect(resolveImageUrl(url, { images: 'allow' })).toEqual({ kind: 'load', url })
    expect(resolveImageUrl(url, { images: 'block' })).toEqual({ kind: 'block' })
  })

  it('refuses what the app fails at', () => {
    const url = 'https://example.com/a.png'
    expect(resolveImageUrl('a.png', { resolve: onlyWhole })).toEqual({ kind: 'block' })
    expect(resolveImageUrl(url, { resolve: onlyWhole })).toEqual({ kind: 'click', url })
  })

  it('loads at once from an allowed path', () => {
    const url = 'https://images.example/public/a.png'
    expect(resolveImageUrl(url, { allow })).toEqual({ kind: 'load', url })
    expect(resolveImageUrl(url, { allow, images: 'block' })).toEqual({ kind: 'load', url })
  })

  it.each([
    'https://images.example/public-not/a.png',
    'https://images.example/public/../private/a.png',
    'https://images.example/public/%2e%2e%2fprivate',
    'https://images.example:8443/public/a.png',
    'https://images.example.evil.example/public/a.png',
    'http://images.example/public/a.png',
  ])('does not take %s for an allowed path', (url) => {
    expect(resolveImageUrl(url, { allow, images: 'block' })).toEqual({ kind: 'block' })
  })

  it.each([
    '/api/logout',
    'a.png',
    '//evil.example/a.png',
    'data:image/png;base64,AA',
    'blob:https://a.example/x',
    'file:///a.png',
    'https://u@a.example/x.png',
  ])('never requests %s', (source) => {
    expect(resolveImageUrl(source, { images: 'allow' })).toEqual({ kind: 'block' })
  })

  it('lets the app map what an answer names', () => {
    expect(resolveImageUrl('a.png', { allow, resolve })).toEqual({
      kind: 'load',
      url: 'https://images.example/public/a.png',
    })
  })

  it('needs the slash at the end of an allowed path', () => {
    const loose = [{ origin: 'https://images.example', pathPrefix: '/public' }]
    expect(resolveImageUrl('https://images.example/public/a', { allow: loose }).kind).toBe('click')
  })
})
