import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStream, type StreamRun } from '../../src/core.ts'
import { type NginxServer, startNginx } from './nginxServer.ts'
import { type PythonServer, startPythonServer } from './pythonServer.ts'

let backend: PythonServer
let nginx: NginxServer

beforeAll(async () => {
  backend = await startPythonServer('fastapi-workflow', ['fastapi', 'uvicorn'])
  nginx = await startNginx(backend.origin)
})

afterAll(() => {
  nginx?.stop()
  backend?.stop()
})

const END = '公司共有 **128** 名员工'

const open = (path: string, delay: number): StreamRun =>
  openStream({
    url: `${nginx.origin}/${path}/workflow/query`,
    body: { message: '统计员工总数', delay },
  })

/** How many times the answer grew, and the whole of it. */
async function watch(run: StreamRun): Promise<{ growths: number; answer: string }> {
  let growths = 0
  let length = 0
  run.subscribe((state) => {
    if (state.answer.length > length) growths++
    length = state.answer.length
  })
  await run.outcome
  return { growths, answer: run.state.answer }
}

describe('a stream behind nginx', () => {
  it('arrives token by token when the backend asks nginx not to buffer', async () => {
    const run = open('plain', 0.02)
    const { growths } = await watch(run)
    expect(await run.outcome).toMatchObject({ status: 'complete' })
    expect(growths).toBeGreaterThan(10)
    expect(run.connection.isBufferingSuspected).toBeFalsy()
  })

  it('is read right through the default buffers, which nginx empties as the browser reads', async () => {
    const run = open('buffered', 0.02)
    expect((await watch(run)).answer).toContain(END)
    expect(await run.outcome).toMatchObject({ status: 'complete' })
  })

  it('is read right when gzip holds all of it back, and says that something buffers', async () => {
    const run = open('gzip', 0.05)
    const { answer, growths } = await watch(run)
    expect(await run.outcome).toMatchObject({ status: 'complete' })
    expect(answer).toContain(END)
    expect(growths).toBe(1)
    expect(run.connection.isBufferingSuspected).toBe(true)
  })

  it('keeps what was there when nginx loses patience with a slow backend', async () => {
    const run = open('impatient', 1)
    const outcome = await run.outcome
    expect(outcome).toMatchObject({ status: 'interrupted', attempts: 1 })
    expect(run.state.steps.map((step) => step.status)).toEqual(['paused'])
  })
})
