import { describe, expect, it } from 'vitest'
import {
  createInspection,
  type InspectionReport,
} from '../../../src/components/inspector/createInspection.ts'
import { createInspectionLog } from '../../../src/components/inspector/inspectionLog.ts'
import { openStream } from '../../../src/run/openStream.ts'
import type { StreamOptions } from '../../../src/run/streamRun.ts'
import type { Recording } from '../../../src/transport/recording.ts'
import { createStreamReader } from '../../../src/run/streamReader.ts'
import { replayTransport } from '../../../src/transport/replayTransport.ts'

function record(contentType: string, ...texts: readonly string[]): Recording {
  const response = { status: 200, headers: { 'content-type': contentType } }
  return { version: 1, response, chunks: texts.map((text) => ({ at: 0, text })) }
}

async function inspect(
  recording: Recording,
  options: StreamOptions = {},
): Promise<InspectionReport> {
  const inspection = createInspection()
  const transport = replayTransport(recording, { speed: 'instant' })
  const run = openStream(
    { url: '/' },
    inspection.watch({ ...options, transport }, createStreamReader),
  )
  await run.outcome
  return inspection.report()
}

const CHUNK = { object: 'chat.completion.chunk', choices: [{ index: 0, delta: { content: 'Hi' } }] }
const OPENAI = `data: ${JSON.stringify(CHUNK)}\n\n`

describe('what an inspector sees', () => {
  it('is each stage of the way: bytes, frames, events and states', async () => {
    const report = await inspect(record('text/event-stream', OPENAI, 'data: [DONE]\n\n'))
    expect(report.bytes).toBe(OPENAI.length + 14)
    expect(report.totals).toMatchObject({ bytes: 2, frame: 2 })
    expect(report.totals.event).toBeGreaterThan(0)
    expect(report.totals.state).toBeGreaterThan(0)
    expect(report.entries[0]).toMatchObject({ index: 1, stage: 'bytes', tag: `${OPENAI.length} B` })
    expect(report.warnings).toEqual({})
  })

  it('is what the stream was taken for, and by which rule', async () => {
    const { detection } = await inspect(record('text/event-stream', OPENAI))
    expect(detection).toMatchObject({ dialect: 'openai-chat', by: 'event', event: 1 })
  })

  it('is a content type that no stream has', async () => {
    const { warnings, refusal } = await inspect(record('text/html', '<p>Sign in</p>'))
    expect(refusal).toContain('text/html')
    expect(warnings).toEqual({ contentType: 1 })
  })

  it('is how often an event was unknown, and a drawing was slow', async () => {
    const report = await inspect(record('text/event-stream', 'data: {"x":1}\n\ndata: [DONE]\n\n'), {
      dialect: 'openai-chat',
    })
    expect(report.warnings.unknownEvents).toBeGreaterThan(0)
    const inspection = createInspection()
    inspection.drawn(3)
    inspection.drawn(30)
    expect(inspection.report().warnings).toEqual({ slowRenders: 1 })
  })

  it('changes nothing of what the app is told', async () => {
    let seen = 0
    const { totals } = await inspect(record('text/event-stream', 'data: {"type":"chunk"}\n\n'), {
      onEvents: (events) => (seen += events.length),
    })
    expect(seen).toBe(totals.event)
  })

  it('can be saved, without secrets', async () => {
    const report = await inspect(record('text/event-stream', 'data: a\n\n'))
    expect(report.recording).toMatchObject({
      format: 'rill-recording',
      chunks: [{ text: 'data: a\n\n' }],
    })
  })
})

describe('the memory of an inspector', () => {
  it('is bounded, however much comes, and counts all of it', () => {
    const log = createInspectionLog(10)
    for (let at = 0; at < 1000; at += 1) log.add('event', at, 'text', 'x'.repeat(10_000))
    expect(log.totals.event).toBe(1000)
    expect(log.read().map(({ index }) => index)).toEqual(
      Array.from({ length: 10 }, (_, place) => 991 + place),
    )
    expect(log.read()[0]?.detail).toHaveLength(4000)
  })
})
