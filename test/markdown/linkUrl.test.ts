import { describe, expect, it } from 'vitest'
import { resolveLinkUrl } from '../../src/markdown.ts'

/** Throws for a path, as hooks of apps do. */
const onlyWhole = (url: string): string => new URL(url).href

describe('the link policy', () => {
  it.each(['https://example.com/a?b#c', 'http://example.com', 'mailto:a@example.com', 'tel:+4912'])(
    'lets %s through as it is',
    (href) => {
      expect(resolveLinkUrl(href)).toBe(href)
    },
  )

  it.each(['/docs/page', '#part', 'page.html', '//example.com/a'])(
    'lets %s lead within the web',
    (href) => {
      expect(resolveLinkUrl(href)).toBe(href)
    },
  )

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    'java\tscript:alert(1)',
    '\u0001javascript:alert(1)',
    'javascript%3Aalert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'blob:https://example.com/x',
    'vscode://x',
    'ms-msdt:/id',
    'view-source:https://example.com',
    'https://bank.example@evil.example',
    'https://user:pass@evil.example',
    'https://',
    `https://example.com/${'a'.repeat(3_000)}`,
  ])('leaves %j as text', (href) => {
    expect(resolveLinkUrl(href)).toBeUndefined()
  })

  it('asks the app, and checks what the app says', () => {
    expect(resolveLinkUrl('https://a.example', { resolve: () => undefined })).toBeUndefined()
    expect(resolveLinkUrl('https://a.example', { resolve: () => 'javascript:x' })).toBeUndefined()
    expect(resolveLinkUrl('/a', { resolve: (url) => `https://b.example${url}` })).toBe(
      'https://b.example/a',
    )
    expect(resolveLinkUrl('/a', { resolve: onlyWhole })).toBeUndefined()
    expect(resolveLinkUrl('https://a.example/', { resolve: onlyWhole })).toBe('https://a.example/')
  })

  it('refuses what runs code, even where an app lists it', () => {
    const schemes = ['javascript:', 'data:', 'https:']
    expect(resolveLinkUrl('javascript:alert(1)', { schemes })).toBeUndefined()
    expect(resolveLinkUrl('data:text/html,x', { schemes })).toBeUndefined()
    expect(resolveLinkUrl('https://a.example', { schemes })).toBe('https://a.example')
  })

  it('knows only the schemes it is given', () => {
    expect(resolveLinkUrl('tel:+49', { schemes: ['https:'] })).toBeUndefined()
    expect(resolveLinkUrl('sip:a@b.example', { schemes: ['sip:'] })).toBe('sip:a@b.example')
  })
})
