import axios from 'axios'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axiosTransport, fetchTransport, openStream, type StreamRequest } from '../../src/core.ts'
import { type PythonServer, startPythonServer } from './pythonServer.ts'

const transports = {
  fetch: () => fetchTransport(),
  axios: () => axiosTransport(axios.create()),
}

let flask: PythonServer
let fastapi: PythonServer

beforeAll(async () => {
  ;[flask, fastapi] = await Promise.all([
    startPythonServer('flask-rag', ['flask']),
    startPythonServer('fastapi-workflow', ['fastapi', 'uvicorn']),
  ])
})

afterAll(() => {
  flask?.stop()
  fastapi?.stop()
})

const search = (body: Record<string, unknown>): StreamRequest => ({
  url: `${flask.origin}/api/search`,
  body: { delay: 0.005, ...body },
})
const query = (body: Record<string, unknown>, path = 'query'): StreamRequest => ({
  url: `${fastapi.origin}/workflow/${path}`,
  body: { delay: 0.005, ...body },
})

describe.each(Object.entries(transports))('over %s', (_name, createTransport) => {
  const open = (request: StreamRequest): ReturnType<typeof openStream> =>
    openStream(request, { transport: createTransport(), baseUrl: flask.origin })

  it('reads a Flask search with its answer, cards and images', async () => {
    const run = open(search({ query: 'E001' }))
    const outcome = await run.outcome
    expect(outcome.status).toBe('complete')
    expect(run.state).toMatchObject({
      dialect: 'rag',
      integrity: 'match',
      ids: { sessionId: 'session-flask-1' },
    })
    expect(run.state.answer).toContain('**E001 温度传感器故障**')
    expect(run.state.results.map((item) => item.images.map((image) => image.url))).toEqual([
      [`${flask.origin}/uploads/images/sensor1.png`, `${flask.origin}/uploads/images/sensor2.png`],
    ])
    const picture = await fetch(run.state.results[0]?.images[0]?.url ?? '')
    expect(picture.headers.get('content-type')).toBe('image/png')
  })

  it('keeps the cards when generation failed', async () => {
    const run = open(search({ query: 'E001', llm_ready: false }))
    expect((await run.outcome).status).toBe('complete')
    expect(run.state.results).toHaveLength(1)
    expect(run.state.errors.map((fault) => fault.message)).toEqual([
      'LlamaIndex LLM 未初始化，无法生成回答。请检查 Ollama 服务是否运行。',
    ])
  })

  it('ends in a failure with the reason when the question is empty', async () => {
    const run = open(search({ query: '' }))
    const outcome = await run.outcome
    expect(outcome).toMatchObject({
      status: 'failed',
      error: { kind: 'server', message: expect.stringContaining('查询内容不能为空') },
    })
  })

  it('reads a FastAPI workflow step by step', async () => {
    const run = open(query({ message: '统计员工总数' }))
    expect((await run.outcome).status).toBe('complete')
    expect(run.state.dialect).toBe('workflow')
    expect(run.state.steps.map((step) => step.status)).toEqual(['ok', 'ok', 'ok', 'ok'])
    const whole = await fetch(`${fastapi.origin}/workflow/query-sync`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ message: '统计员工总数' }),
    })
    expect(await whole.json()).toMatchObject({ success: true, content: run.state.answer })
  })

  it('shows an error that the workflow writes without JSON, all its lines', async () => {
    const run = open(query({ message: '统计失败' }))
    const outcome = await run.outcome
    expect(outcome.status).toBe('failed')
    expect(outcome.error?.message).toContain('CubeJS 没有响应\n请检查')
    expect(run.state.answer).toContain('查询分析')
  })

  it('reports a refused question with status and reason', async () => {
    const outcome = await open(query({ message: '' })).outcome
    expect(outcome).toMatchObject({ status: 'failed', error: { kind: 'http', status: 400 } })
    expect(outcome.error?.message).toContain('Message is required')
  })

  it('reads the same answer when it is one JSON document instead of a stream', async () => {
    const streamed = open(query({ message: '统计' }))
    const whole = open(query({ message: '统计' }, 'query-sync'))
    expect(await whole.outcome).toMatchObject({ status: 'complete' })
    await streamed.outcome
    expect(whole.state.answer).not.toBe('')
    expect(whole.state.answer).toBe(streamed.state.answer)
  })

  it('stops the server when the user stops', async () => {
    const before = await countCancelled()
    const run = open(query({ message: '统计员工总数', delay: 0.05 }))
    await new Promise<void>((resolve) => {
      run.subscribe((state) => state.answer.length > 8 && resolve())
    })
    run.cancel('enough')
    expect((await run.outcome).status).toBe('cancelled')
    expect(run.state.answer.length).toBeGreaterThan(8)
    await expect.poll(countCancelled).toBe(before + 1)
  })
})

async function countCancelled(): Promise<number> {
  const response = await fetch(`${fastapi.origin}/workflow/cancelled`)
  return Number(await response.text())
}
