import { describe, expect, it } from 'vitest'
import { misleadingHost } from '../../src/markdown/misleadingHost.ts'

describe('the label of a link', () => {
  it.each([
    ['bank.example', 'https://evil.example/login', 'evil.example'],
    ['https://bank.example/login', 'https://evil.example/login', 'evil.example'],
    ['Sign in at www.bank.example now', 'http://evil.example', 'evil.example'],
    ['bank.example', 'https://bank.example.evil.example/', 'bank.example.evil.example'],
    ['bank.example.', 'https://evil.example', 'evil.example'],
    ['“bank.example”', 'https://evil.example', 'evil.example'],
    ['BANK.EXAMPLE/account?id=1', 'https://evil.example', 'evil.example'],
    ['help@bank.example', 'mailto:help@evil.example?subject=x', 'evil.example'],
    ['help@bank.example', 'https://evil.example', 'evil.example'],
    ['https://bank.example@evil.example', 'https://evil.example', 'evil.example'],
    ['pay\u200bbank.example', 'https://evil.example', 'evil.example'],
    ['bank．example', 'https://evil.example', 'evil.example'],
    ['https://README.md', 'https://evil.example', 'evil.example'],
    ['192.0.2.1', 'https://evil.example', 'evil.example'],
    ['银行.example', 'https://evil.example', 'evil.example'],
    // The first letter is Cyrillic.
    ['\u0430pple.example', 'https://xn--pple-43d.example/', 'xn--pple-43d.example'],
    ['https://\u0430pple.example', 'https://xn--pple-43d.example/', 'xn--pple-43d.example'],
  ])('%j on %j is told to lead to %j', (label, href, host) => {
    expect(misleadingHost(label, href)).toBe(host)
  })

  it.each([
    ['bank.example', 'https://bank.example/login'],
    ['bank.example', 'https://www.bank.example/login'],
    ['www.bank.example', 'http://bank.example'],
    ['bank.example', 'https://login.bank.example'],
    ['https://bank.example/a', 'https://bank.example/b'],
    ['help@bank.example', 'mailto:help@bank.example'],
    ['mailto:help@bank.example', 'mailto:help@bank.example'],
    ['the manual', 'https://evil.example'],
    ['README.md', 'https://code.example/readme'],
    ['Vue.js', 'https://vue.example'],
    ['version 3.5 or 1.2.3', 'https://code.example'],
    ['e.g. this', 'https://code.example'],
    ['银行.example', 'https://xn--jn2a72x.example/'],
    ['bank.example', '/login'],
    ['bank.example', '#part'],
    ['bank.example', 'tel:+4912'],
    ['a.b', 'http://['],
    ['', 'https://evil.example'],
  ])('%j on %j is left alone', (label, href) => {
    expect(misleadingHost(label, href)).toBeUndefined()
  })

  it('is looked at in time, however long it is', () => {
    const started = performance.now()
    for (const piece of ['a.', 'a@', 'a', 'https://', '-.', '.', '\u200b', ' a.b', 'a:b.'])
      misleadingHost(piece.repeat(100_000), 'https://evil.example')
    expect(performance.now() - started).toBeLessThan(1_000)
  })
})
