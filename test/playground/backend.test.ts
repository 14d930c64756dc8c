import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cases } from '../../playground/backend/knowledge/pump.ts'
import { openStream } from '../../src/run/openStream.ts'
import { createBackend } from '../../playground/backend/createBackend.ts'

let server: Server
let origin = ''
/** Requests that the backend is done with. */
let finished = 0

beforeEach(async () => {
  finished = 0
  const backend = createBackend()
  server = createServer((request, response) => {
    void backend(request, response).then((handled) => {
      finished += 1
      if (!handled) response.writeHead(404).end()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address === 'object') origin = `http://127.0.0.1:${address?.port}`
})

afterEach(() => {
  server.closeAllConnections()
  server.close()
})

function post(path: string, body: unknown, signal?: AbortSignal): Promise<Response> {
  return fetch(`${origin}${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    ...(signal && { signal }),
  })
}

async function events(path: string, body: unknown): Promise<readonly string[]> {
  const text = await (await post(path, body)).text()
  return text.split('\n\n').filter((event) => event !== '')
}

describe('the embedded backend', () => {
  it('streams a search as Flask does: JSON with blanks, nothing escaped, final last', async () => {
    const lines = await events('/api/rag/search?speed=0', { query: 'E001 温度传感器故障' })
    expect(lines[0]).toBe('data: {"type": "info", "message": "开始搜索知识库..."}')
    const types = lines.map((line) => JSON.parse(line.slice(6)).type)
    expect(new Set(types)).toEqual(new Set(['info', 'results', 'token', 'answer', 'final']))
    expect(types.at(-1)).toBe('final')
    const tokens = lines.map((line) => JSON.parse(line.slice(6)).token ?? '').join('')
    expect(tokens).toBe(JSON.parse(lines.at(-1)?.slice(6) ?? '').data.answer)
  })

  it('finds nothing for a question that shares nothing with its knowledge', async () => {
    const lines = await events('/api/rag/search?speed=0&scenario=search', { query: '你好' })
    const results = lines
      .map((line) => JSON.parse(line.slice(6)))
      .find(({ type }) => type === 'results')
    expect(results.data).toEqual({ results: [], count: 0, search_mode: 'vector' })
  })

  it('sends a function step twice, the second time with a line end more', async () => {
    const lines = await events('/api/workflow/query?speed=0', { message: '统计员工总数' })
    const printed = lines
      .filter((line) => line.includes('SQL Query'))
      .map((line) => JSON.parse(line.slice(6)))
    expect(printed).toHaveLength(2)
    expect(printed[1]).toBe(`${printed[0]}\n`)
    expect(lines.at(-1)).toBe('data: "[DONE]"')
  })

  it('writes LangChain documents in ASCII and tokens with their line ends bare', async () => {
    const response = await fetch(`${origin}/api/langchain/rag-qa?question=SSE&speed=0`)
    const text = await response.text()
    expect(text).toMatch(/^event: retrieval_done\ndata: [\u0020-\u007e]+\n\n/)
    expect(text).toContain('data: \n\n\n\n')
  })

  it('sends the same bytes whether they come token by token or one at a time', async () => {
    const question = { message: '统计员工总数' }
    const tokens = await (await post('/api/workflow/query?speed=0', question)).text()
    const bytes = await (await post('/api/workflow/query?speed=0&chunking=byte', question)).text()
    expect(bytes).toBe(tokens)
  })

  it('refuses an empty question in the words of its framework', async () => {
    const response = await post('/api/workflow/query', { message: '  ' })
    expect(response.status).toBe(400)
    expect(await response.json()).toEqual({ detail: 'Message is required' })
  })

  it.each([
    ['/api/ollama/api/chat', 'content-type', 'application/x-ndjson'],
    ['/api/ai-sdk/chat', 'x-vercel-ai-ui-message-stream', 'v1'],
    ['/api/langgraph/runs/stream', 'content-location', /^\/threads\/[-\w]+\/runs\/[-\w]+$/],
  ])('answers %s with the header %s of its platform', async (path, header, value) => {
    const response = await post(`${path}?speed=0`, {})
    expect(response.headers.get(header)).toMatch(value)
    await response.text()
  })

  it('finds the question where the platform puts it', async () => {
    const [asked, empty] = await Promise.all(
      ['P-204?', ''].map((content) =>
        post('/api/anthropic/v1/messages?speed=0', { messages: [{ role: 'user', content }] }),
      ),
    )
    expect(asked?.status).toBe(200)
    expect(empty?.status).toBe(400)
  })

  it('breaks the connection in mid-event, once for each question that says so', async () => {
    const path = '/api/workflow/query?speed=0&fault=drop&once=a'
    await expect(post(path, { message: 'a' }).then((response) => response.text())).rejects.toThrow(
      'terminated',
    )
    expect(await (await post(path, { message: 'a' })).text()).toContain('[DONE]')
  })

  it('stops working as soon as the client has left', async () => {
    const leave = new AbortController()
    const response = await post(
      '/api/workflow/query?fault=stall&speed=0',
      { message: 'a' },
      leave.signal,
    )
    await response.body?.getReader().read()
    expect(finished).toBe(0)
    leave.abort()
    await expect.poll(() => finished).toBe(1)
  })

  it.each([
    ['http-500', 500, 'application/json'],
    ['http-400', 400, 'application/json'],
    ['login-page', 200, 'text/html; charset=utf-8'],
    ['wrong-type', 200, 'application/pdf'],
    ['json-body', 200, 'text/event-stream'],
  ])('answers %s with status %i and %s', async (fault, status, type) => {
    const response = await post(`/api/rag/search?fault=${fault}`, { query: 'a' })
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toBe(type)
  })

  it('writes Gemini as one JSON array where no event stream was asked for', async () => {
    const path = '/api/gemini/v1beta/models/gemini-3-pro-preview:streamGenerateContent'
    const url = `${origin}${path}?speed=0&scenario=array&language=en`
    const body = { contents: [{ role: 'user', parts: [{ text: 'P-204?' }] }] }
    const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) })
    expect(response.headers.get('content-type')).toBe('application/json')
    expect(await response.json()).toContainEqual(
      expect.objectContaining({ candidates: expect.anything() }),
    )
    const run = openStream({ url, body })
    expect((await run.outcome).status).toBe('complete')
    expect(run.state.dialect).toBe('gemini')
    expect(run.state.answer).toBe(cases.en.answer)
  })

  it('applies composed faults to the first requests of a question, and tells of them', async () => {
    const path = '/api/workflow/query?speed=0&fault=composed&once=q1&rules=busy.7.x1*end.f3.x2'
    const first = await post(path, { message: 'a' })
    expect([first.status, first.headers.get('retry-after')]).toEqual([429, '7'])
    const second = await (await post(path, { message: 'a' })).text()
    expect(second.match(/^data:/gm)).toHaveLength(3)
    const third = await (await post(path, { message: 'a' })).text()
    expect(third.startsWith(second)).toBe(true)
    expect(third).toContain('[DONE]')
    const notes = await (await fetch(`${origin}/api/faults/q1`)).json()
    expect(notes).toEqual([
      { kind: 'busy', value: '7', attempt: 1, frame: 0, byte: 0, at: expect.any(Number) },
      {
        kind: 'end',
        value: '',
        attempt: 2,
        frame: 3,
        byte: Buffer.byteLength(second),
        at: expect.any(Number),
      },
    ])
    expect(await (await fetch(`${origin}/api/faults/unknown`)).json()).toEqual([])
  })

  it('goes on behind the event that a reader names, where frames are numbered', async () => {
    const response = await fetch(`${origin}/api/workflow/query?speed=0&ids=1`, {
      method: 'POST',
      headers: { 'last-event-id': '2' },
      body: '{"message":"a"}',
    })
    expect(await response.text()).toMatch(/^id: 3\ndata:/)
  })

  it('serves the images that its results name, and nothing beside them', async () => {
    const picture = await fetch(`${origin}/uploads/images/sensor1.png`)
    expect(picture.headers.get('content-type')).toBe('image/png')
    expect((await picture.arrayBuffer()).byteLength).toBeGreaterThan(1000)
    expect((await fetch(`${origin}/uploads/images/..%2f..%2fdeliver.ts`)).status).toBe(404)
  })
})
