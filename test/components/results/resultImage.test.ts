import { describe, expect, it } from 'vitest'
import { resolveResultImage } from '../../../src/components/results/resultImage.ts'

const base = 'https://api.example.com/'

describe('resolveResultImage', () => {
  it('loads a path below the configured base', () => {
    expect(resolveResultImage('uploads/images/a.jpg', { base })).toEqual({
      kind: 'load',
      url: 'https://api.example.com/uploads/images/a.jpg',
    })
  })

  it('loads an address on the origin of the base', () => {
    expect(resolveResultImage('https://api.example.com/b.png', { base }).kind).toBe('load')
  })

  it.each([
    ['https://elsewhere.example/p.png'],
    ['//elsewhere.example/p.png'],
    ['\\\\elsewhere.example/p.png'],
    ['http://api.example.com/p.png'],
    ['https://api.example.com.evil.example/p.png'],
  ])('waits for a click before it asks another origin: %s', (source) => {
    expect(resolveResultImage(source, { base }).kind).toBe('click')
  })

  it.each([
    ['javascript:alert(1)'],
    ['data:image/svg+xml,<svg/>'],
    ['blob:https://api.example.com/1'],
    ['https://user:secret@api.example.com/p.png'],
    ['http://['],
  ])('never asks for %s', (source) => {
    expect(resolveResultImage(source, { base }).kind).toBe('block')
  })

  it('loads from further origins that the app allows', () => {
    const policy = { base, allow: [{ origin: 'https://cdn.example.com' }] }
    expect(resolveResultImage('https://cdn.example.com/p.png', policy).kind).toBe('load')
  })

  it('loads nothing by itself without a base', () => {
    expect(resolveResultImage('uploads/images/a.jpg').kind).toBe('block')
    expect(resolveResultImage('https://api.example.com/a.jpg').kind).toBe('click')
  })
})

describe('resolveResultImage with a path of the own origin as base', () => {
  it.each([
    ['uploads/images/a.png', '/', '/uploads/images/a.png'],
    ['/uploads/images/a.png', '/', '/uploads/images/a.png'],
    ['images/a.webp', '/uploads/', '/uploads/images/a.webp'],
    ['报警.png', '/uploads/', '/uploads/%E6%8A%A5%E8%AD%A6.png'],
  ])('loads %s below %s', (source, path, url) => {
    expect(resolveResultImage(source, { base: path })).toEqual({ kind: 'load', url })
  })

  it.each([
    ['/api/logout'],
    ['/uploads/a.png?then=logout'],
    ['../secret.png'],
    ['%2e%2e/secret.png'],
    ['/elsewhere/a.png'],
  ])('does not load %s', (source) => {
    expect(resolveResultImage(source, { base: '/uploads/' }).kind).toBe('block')
  })

  it('waits for a click before it asks another host', () => {
    expect(resolveResultImage('https://elsewhere.example/p.png', { base: '/' }).kind).toBe('click')
    expect(resolveResultImage('//elsewhere.example/p.png', { base: '/' }).kind).not.toBe('load')
  })
})
