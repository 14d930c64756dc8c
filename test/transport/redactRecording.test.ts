import { describe, expect, it } from 'vitest'
import type { Recording } from '../../src/transport/recording.ts'
import { redactRecording } from '../../src/transport/redactRecording.ts'

const RECORDING: Recording = {
  version: 1,
  request: {
    url: 'https://user:pass@api.example.com/v1?key=abc&q=pump&access_token=t%20k#token=frag',
    method: 'POST',
    headers: {
      authorization: 'Bearer abc',
      'x-api-key': 'abc',
      cookie: 'sid=abc',
      accept: 'text/event-stream',
      'x-tenant': 'abc',
    },
    body: '{"query":"pump","max_tokens":9,"auth":{"api_key":"abc","Password":"abc"}}',
  },
  response: {
    status: 200,
    headers: { 'set-cookie': 'sid=abc', 'content-type': 'text/event-stream' },
    url: 'https://api.example.com/v1?key=abc&q=pump',
  },
  chunks: [
    { at: 1, text: 'data: my name is A' },
    { at: 2, base64: btoa('da\n\n') },
  ],
  outcome: { type: 'error', message: 'broke for Ada', body: 'for Ada' },
}

describe('a recording that is handed out', () => {
  it('has no secrets in headers, urls and fields of the request', () => {
    const redacted = redactRecording(RECORDING)
    expect(redacted.request).toEqual({
      url: 'https://api.example.com/v1?key=%5Bredacted%5D&q=pump&access_token=%5Bredacted%5D#token=%5Bredacted%5D',
      method: 'POST',
      headers: {
        authorization: '[redacted]',
        'x-api-key': '[redacted]',
        cookie: '[redacted]',
        accept: 'text/event-stream',
        'x-tenant': 'abc',
      },
      body: '{"query":"pump","max_tokens":9,"auth":{"api_key":"[redacted]","Password":"[redacted]"}}',
    })
    expect(redacted.response).toMatchObject({
      headers: { 'set-cookie': '[redacted]', 'content-type': 'text/event-stream' },
      url: 'https://api.example.com/v1?key=%5Bredacted%5D&q=pump',
    })
    expect(redacted.chunks).toBe(RECORDING.chunks)
  })

  it('leaves out more by name, and nothing when that is asked for', () => {
    const headers = redactRecording(RECORDING, { secrets: ['X-Tenant'] }).request?.headers
    expect(headers).toMatchObject({ 'x-tenant': '[redacted]', authorization: '[redacted]' })
    expect(redactRecording(RECORDING, { secrets: 'kept' })).toEqual(RECORDING)
  })

  it('has the bodies rewritten, across the chunks that they came in', () => {
    const redacted = redactRecording(RECORDING, {
      redactBody: (text, of) => (of === 'request' ? '' : text.replaceAll('Ada', '*')),
    })
    expect(redacted.request?.body).toBe('')
    expect(redacted.chunks).toEqual([
      { at: 1, text: 'data: my name is *' },
      { at: 2, text: '\n\n' },
    ])
    expect(redacted.outcome).toMatchObject({ message: 'broke for *', body: 'for *' })
  })

  it('keeps the time of what was not rewritten', () => {
    const texts = ['data: first\n\n', 'data: by Ada\n\n', 'data: third\n\n', 'data: last\n\n']
    const chunks = texts.map((text, at) => ({ at, text }))
    for (const name of ['', 'somebody whose name is not told']) {
      const redactBody = (text: string): string => text.replace('Ada', name)
      expect(redactRecording({ ...RECORDING, chunks }, { redactBody }).chunks).toEqual(
        chunks.map(({ at, text }) => ({ at, text: redactBody(text) })),
      )
    }
  })

  it('knows the fields of a form, and leaves words alone', () => {
    expect(body('user=ada&password=abc')).toBe('user=ada&password=%5Bredacted%5D')
    expect(body('what is a token=? say')).toBe('what is a token=? say')
    expect(body('"{"')).toBe('"{"')
  })

  it('has no secrets in urls that headers, fields and errors quote, whatever the letters', () => {
    const redacted = redactRecording({
      ...RECORDING,
      request: {
        url: '//user:abc@example.com/chat?Api_Key=abc&SIG=abc&X-Amz-Signature=abc',
        headers: {
          AUTHORIZATION: 'abc',
          'Proxy-Authorization': 'abc',
          Referer: 'https://example.com/?token=abc',
        },
        body: '{"image":"https://user:abc@example.com/a.png?sig=abc&w=9","token":["abc",{"a":"abc"}],"pwd":1234}',
      },
      response: {
        status: 401,
        headers: { 'Set-Cookie': 'abc', Location: '/login?q=1&access_token=abc' },
      },
      outcome: {
        type: 'error',
        message: 'GET https://user:abc@example.com/chat?key=abc failed: why?',
        body: '{"next":"/chat?token=abc"}',
      },
    })
    expect(JSON.stringify({ ...redacted, chunks: [] })).not.toMatch(/abc|1234/)
    expect(redacted.request?.body).toContain('w=9')
    expect(redacted.response?.headers['Location']).toBe('/login?q=1&access_token=%5Bredacted%5D')
    expect(redacted.outcome).toMatchObject({
      message: 'GET https://example.com/chat?key=%5Bredacted%5D failed: why?',
    })
    expect(body('a[token]=abc')).toBe('a[token]=%5Bredacted%5D')
  })

  it('keeps each message a message, and each character whole', () => {
    const options = { redactBody: drown }
    const chunks = ['Ada', 'and Ada', 'x'].map((text, at) => ({ at, text }))
    const response = { status: 200, headers: {}, boundaries: 'message' } as const
    expect(
      redactRecording({ version: 1, response, chunks }, options).chunks.map(
        (chunk) => 'text' in chunk && chunk.text,
      ),
    ).toEqual(['🌊🌊🌊', 'and 🌊🌊🌊', 'x'])
    for (const chunk of redactRecording({ ...RECORDING, chunks }, options).chunks) {
      expect('text' in chunk && chunk.text).not.toMatch(/\p{Surrogate}/u)
    }
  })

  it('takes no longer than its length says, whatever it holds', () => {
    const startedAt = performance.now()
    for (const piece of ['a', '?', '?a', '/', '//', 'a:', '&a=', '@', '#']) {
      const text = piece.repeat(100_000)
      redactRecording({
        ...RECORDING,
        request: { url: text, headers: { a: text }, body: JSON.stringify({ text }) },
        outcome: { type: 'error', message: text, body: text },
      })
    }
    expect(performance.now() - startedAt).toBeLessThan(5000)
  })
})

function drown(text: string): string {
  return text.replaceAll('Ada', '🌊🌊🌊')
}

function body(text: string): string | undefined {
  return redactRecording({ ...RECORDING, request: { url: '/', body: text } }).request?.body
}
