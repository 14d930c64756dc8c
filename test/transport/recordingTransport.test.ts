import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { StreamEvent } from '../../src/dialects/events.ts'
import { openStream } from '../../src/run/openStream.ts'
import type { StreamOptions, StreamRequest } from '../../src/run/streamRun.ts'
import { createTestStream } from '../../src/testing/createTestStream.ts'
import { encodeEvents } from '../../src/testing/encoders/encodeEvents.ts'
import { createTestClock } from '../../src/testing/testClock.ts'
import { parseRecording } from '../../src/transport/parseRecording.ts'
import type { Recording } from '../../src/transport/recording.ts'
import { recordingTransport } from '../../src/transport/recordingTransport.ts'
import { createReplayStepper } from '../../src/transport/replayStepper.ts'
import { replayTransport } from '../../src/transport/replayTransport.ts'
import type { Transport } from '../../src/transport/transport.ts'

const REQUEST: StreamRequest = { url: 'https://api.example.com/chat', body: { query: 'E001' } }

/** A run, and everything that it has told. */
function follow(transport: Transport, options: StreamOptions = {}) {
  const events: StreamEvent[] = []
  const run = openStream(REQUEST, {
    ...options,
    transport,
    onEvents: (some) => void events.push(...some),
  })
  const told = async () => {
    const { error, ...outcome } = await run.outcome
    const { kind, message, status, body, code, retryAfter, retryable } = error ?? {}
    const known = error && { kind, message, status, body, code, retryAfter, retryable }
    return { events, state: run.state, outcome: { ...outcome, error: known } }
  }
  return { run, told }
}

const ANSWER = encodeEvents('rag', [
  { type: 'status', message: '搜索 🌊' },
  { type: 'text', channel: 'answer', delta: '先断电。' },
  { type: 'text', channel: 'answer', delta: 'Open the valve 🔧.' },
  { type: 'done', reason: 'stop', clean: true },
])
const BYTES = new TextEncoder().encode(ANSWER)

const ENDINGS = [
  'close',
  'drop',
  'hang',
  'network',
  'offline',
  'http',
  'content-type',
  'protocol',
  'limit',
  'server',
  'garbage',
] as const

describe('a recording', () => {
  it('plays the same events, state and outcome for any faulty stream', async () => {
    const script = fc.record({
      cuts: fc.uniqueArray(fc.nat(BYTES.length), { maxLength: 6 }),
      length: fc.nat(BYTES.length),
      pauses: fc.array(fc.nat(3000), { minLength: 8, maxLength: 8 }),
      ending: fc.constantFrom(...ENDINGS),
    })
    await fc.assert(
      fc.asyncProperty(script, async ({ cuts, length, pauses, ending }) => {
        const stream = createTestStream('rag')
        const recordings: Recording[] = []
        const first = follow(
          recordingTransport(stream.transport, {
            clock: stream.clock,
            onRecording: (recording) => void recordings.push(recording),
          }),
          { clock: stream.clock, retry: false },
        )
        const needsHead = ending === 'http' || ending === 'content-type'
        const edges = [0, ...cuts.filter((cut) => cut < length).toSorted((a, b) => a - b), length]
        for (const [index, edge] of (needsHead ? [] : edges.slice(1)).entries()) {
          await stream.advance(pauses[index] ?? 0)
          await stream.push(BYTES.slice(edges[index], edge))
        }
        if (ending === 'close' || ending === 'drop') await stream[ending]()
        else if (ending === 'garbage') {
          await stream.push(Uint8Array.of(0xff, 0xe6, 0x0a))
          await stream.drop()
        } else if (ending === 'hang') await stream.hang()
        else await stream.fail(ending)
        await stream.advance(50_000)
        const expected = await first.told()
        expect(recordings).toHaveLength(1)

        const clock = createTestClock()
        const file = JSON.stringify(recordings[0])
        const again = follow(replayTransport(parseRecording(file), { clock }), {
          clock,
          retry: false,
        })
        for (let second = 0; second < 100; second++) await clock.advance(1000)
        expect(await again.told()).toEqual(expected)
      }),
      { numRuns: 60 },
    )
  })

  it('keeps bytes where a character is cut, and text everywhere else', async () => {
    const stream = createTestStream('rag')
    const recordings: Recording[] = []
    const { run } = follow(
      recordingTransport(stream.transport, { onRecording: (one) => void recordings.push(one) }),
    )
    const bytes = new TextEncoder().encode('data: {"type":"token","token":"水"}\n\n')
    await stream.push(bytes.slice(0, 32))
    await stream.push(bytes.slice(32))
    await stream.finish()
    await run.outcome
    expect(recordings[0]).toMatchObject({
      format: 'rill-recording',
      version: 1,
      request: { url: REQUEST.url, method: 'POST', body: '{"query":"E001"}' },
      response: { status: 200, headers: { 'content-type': 'text/event-stream' } },
      chunks: [
        { base64: expect.any(String) },
        { base64: expect.any(String) },
        { text: 'data: {"type": "final", "data": {"success": true}}\n\n' },
      ],
    })
  })

  it('makes one file of each request, and plays several in their order', async () => {
    const stream = createTestStream('rag')
    const recordings: Recording[] = []
    const request = { url: '/chat', method: 'GET' }
    const options = { random: () => 0.5 }
    const transport = recordingTransport(stream.transport, {
      clock: stream.clock,
      onRecording: (one) => void recordings.push(one),
    })
    const first = openStream(request, { ...options, transport, clock: stream.clock })
    await stream.fail('http')
    await stream.advance(2000)
    await stream.token('second try')
    await stream.finish()
    expect(await first.outcome).toMatchObject({ status: 'complete', attempts: 2 })
    expect(recordings).toMatchObject([
      { outcome: { type: 'error', kind: 'http', status: 503 } },
      { outcome: { type: 'complete' } },
    ])

    const clock = createTestClock()
    const again = openStream(request, {
      ...options,
      clock,
      transport: replayTransport(recordings, { clock }),
    })
    await clock.advance(10_000)
    expect(await again.outcome).toMatchObject({ status: 'complete', attempts: 2 })
    expect(again.state).toEqual(first.state)
  })

  it('is stepped through, one thing at a time', async () => {
    const step = createReplayStepper()
    const source = [
      'data: {"type":"token","token":"one "}\n\n',
      'data: {"type":"token","token":"two"}\n\n',
    ]
    const { run } = follow(replayTransport(source, { step }))
    const seen: unknown[] = []
    for (let steps = 0; steps < 4; steps++) {
      await new Promise((resolve) => setTimeout(resolve, 5))
      seen.push([run.state.status, run.state.answer, step.isWaiting])
      step.step()
    }
    expect(seen).toEqual([
      ['connecting', '', true],
      ['connecting', '', true],
      ['streaming', 'one ', true],
      ['streaming', 'one two', true],
    ])
    expect((await run.outcome).status).toBe('interrupted')
    expect(step.isWaiting).toBe(false)
  })

  it('waits where the reader let go, until it lets go again', async () => {
    const stream = createTestStream('rag')
    const recordings: Recording[] = []
    const { run } = follow(
      recordingTransport(stream.transport, { onRecording: (one) => void recordings.push(one) }),
    )
    await stream.token('half')
    run.cancel()
    expect(recordings).toMatchObject([{ outcome: { type: 'open' } }])
    const [recording] = recordings
    if (recording === undefined) throw new TypeError('nothing was recorded')
    const again = follow(replayTransport(recording, { speed: 'instant' }))
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect(again.run.state).toMatchObject({ status: 'streaming', answer: 'half' })
    again.run.cancel()
    expect((await again.run.outcome).status).toBe('cancelled')
  })

  it.each([
    ['is whole', { success: true }],
    ['has failed', { success: false, error: 'no index' }],
  ])('is complete where the backend says, before it closes, that it %s', async (_how, data) => {
    const stream = createTestStream('rag')
    const recordings: Recording[] = []
    const { run, told } = follow(
      recordingTransport(stream.transport, {
        clock: stream.clock,
        onRecording: (one) => void recordings.push(one),
      }),
      { clock: stream.clock },
    )
    await stream.token('whole')
    await stream.push(`data: ${JSON.stringify({ type: 'final', data })}\n\n`)
    await run.outcome
    expect(recordings).toMatchObject([{ outcome: { type: 'complete' } }])

    const again = follow(replayTransport(recordings, { speed: 'instant' }))
    expect((await again.told()).state).toEqual((await told()).state)
  })

  it('is open where the reader gave up on what came', async () => {
    const stream = createTestStream('rag')
    const recordings: Recording[] = []
    const { run } = follow(
      recordingTransport(stream.transport, { onRecording: (one) => void recordings.push(one) }),
      { limits: { eventBytes: 50 }, retry: false },
    )
    await stream.token('x'.repeat(100))
    expect((await run.outcome).error?.kind).toBe('limit')
    expect(recordings).toMatchObject([{ outcome: { type: 'open' } }])
  })

  it('stops keeping at its limit, and stops nothing else', async () => {
    const stream = createTestStream('rag')
    const recordings: Recording[] = []
    const { run } = follow(
      recordingTransport(stream.transport, {
        maxBytes: 60,
        onRecording: (one) => void recordings.push(one),
      }),
    )
    await stream.token('one ')
    await stream.token('two ')
    await stream.finish()
    await run.outcome
    expect(run.state.answer).toBe('one two ')
    expect(recordings).toMatchObject([
      { truncated: true, chunks: [{ text: expect.stringContaining('one') }] },
    ])
    expect(() =>
      recordingTransport(stream.transport, { maxBytes: 0, onRecording: () => {} }),
    ).toThrow(RangeError)
  })
})
