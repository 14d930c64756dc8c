import { expect, it } from 'vitest'
import { createConnectError } from '../../src/transport/networkError.ts'
import { describeRequest, withoutUrlSecrets } from '../../src/transport/requestLine.ts'

it('names a request without its query, and without name and password', () => {
  expect(describeRequest({ method: 'GET', url: '/chat?token=abc#x' })).toBe('GET /chat')
  expect(describeRequest({ method: 'GET', url: 'https://ada:abc@example.com/chat?q=1' })).toBe(
    'GET https://example.com/chat',
  )
  expect(describeRequest({ method: 'GET', url: '//ada:a@c@example.com/@me' })).toBe(
    'GET //example.com/@me',
  )
})

it('leaves the secrets of a url out of what the platform says of it', () => {
  const words = 'https://ada:abc@example.com/chat?key=abc#abc is an url with embedded credentials.'
  expect(withoutUrlSecrets(words)).toBe(
    'https://example.com/chat is an url with embedded credentials.',
  )
  const { message } = createConnectError('GET /chat', new TypeError(words))
  expect(message).toContain('https://example.com/chat')
  expect(message).not.toContain('abc')
  expect(withoutUrlSecrets('Why? No // reason')).toBe('Why? No // reason')
})

it('takes no longer than its length says', () => {
  const startedAt = performance.now()
  for (const piece of ['a', 'a.', '://', 'a://', '@', '?']) withoutUrlSecrets(piece.repeat(200_000))
  expect(performance.now() - startedAt).toBeLessThan(2000)
})
