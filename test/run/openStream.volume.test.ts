import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { openStream } from '../../src/run/openStream.ts'
import { startHttpServer } from '../support/httpServer.ts'
import { eventDialect, token, wire } from './eventDialect.ts'
import { replay } from './replay.ts'

setFlagsFromString('--expose-gc')
const collect: unknown = runInNewContext('gc')

function heapUsed(): number {
  if (typeof collect === 'function') collect()
  return process.memoryUsage().heapUsed
}

const PER_CHUNK = 1000

/** Events with ids, in chunks; the answer grows by a letter with every hundredth. */
function* say(count: number, idOf: (index: number) => string): Generator<Uint8Array> {
  const encoder = new TextEncoder()
  for (let first = 0; first < count; first += PER_CHUNK) {
    const events = Array.from({ length: PER_CHUNK }, (_event, offset) => {
      const index = first + offset
      const event = index % 100 === 0 ? token('x') : ({ type: 'progress', value: index } as const)
      return `id: ${idOf(index)}\n${wire(event)}`
    })
    yield encoder.encode(events.join(''))
  }
}

test.each<[number, string, (index: number) => string]>([
  [1_000_000, 'numbers', (index) => `${index + 1}`],
  [300_000, 'words', (index) => `event-${index * 7919}`],
])(
  '%i events with %s for ids leave a flat heap',
  async (total, _kind, idOf) => {
    const samples: number[] = []
    let count = 0
    const run = openStream(
      { url: 'http://volume/' },
      {
        dialect: eventDialect,
        transport: replay(say(total, idOf)),
        onEvents(events) {
          const before = count
          count += events.length
          if (Math.floor(count / 100_000) > Math.floor(before / 100_000)) samples.push(heapUsed())
        },
      },
    )
    await run.outcome
    expect(run.state.answer).toHaveLength(total / 100)
    expect(run.connection.missingEvents).toBe(0)
    expect(samples.length).toBe(total / 100_000)
    const [first = 0] = samples
    // Less than two bytes for each event behind the first 100,000; every hundredth is a letter that stays.
    expect((samples.at(-1) ?? Infinity) - first).toBeLessThan(2 * (total - 100_000))
  },
  60_000,
)

test('a paused run takes nothing in while a fast server pushes', async () => {
  const piece = wire(token('x'.repeat(60_000)))
  let written = 0
  const server = await startHttpServer({
    '/fast': async (exchange) => {
      while (await exchange.write(piece)) written += piece.length
    },
  })
  const run = openStream(
    { url: `${server.url}/fast` },
    { dialect: eventDialect, limits: { textLength: 'unlimited' } },
  )
  await new Promise<void>((resolve) => {
    run.subscribe(({ answer }) => {
      if (answer.length > 1_000_000) resolve()
    })
  })
  run.pause()
  // The buffers of both sockets fill first; they are bounded, and none of a page's.
  await new Promise((resolve) => setTimeout(resolve, 300))
  const before = { heap: heapUsed(), written, answer: run.state.answer.length }
  await new Promise((resolve) => setTimeout(resolve, 700))
  expect(heapUsed() - before.heap).toBeLessThan(1_000_000)
  expect(written - before.written).toBe(0)
  expect(run.state.answer).toHaveLength(before.answer)
  run.resume()
  await expect.poll(() => run.state.answer.length).toBeGreaterThan(before.answer + 1_000_000)
  run.cancel()
  expect((await run.outcome).bytes).toBeLessThan(written + piece.length)
  await server.close()
})
