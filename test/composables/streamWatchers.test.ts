import { afterEach, describe, expect, it } from 'vitest'
import { effectScope } from 'vue'
import {
  isShownBy,
  nameOfStream,
  watchStreams,
  type StreamWatcher,
} from '../../src/composables/streamWatchers.ts'
import { useChat } from '../../src/composables/useChat.ts'
import { useStream, type UseStreamReturn } from '../../src/composables/useStream.ts'
import { useStreamIn } from '../../src/composables/useStreamIn.ts'
import { ragDialect } from '../../src/dialects/rag.ts'
import type { StreamOptions } from '../../src/run/streamRun.ts'
import { createTestStream } from '../../src/testing/createTestStream.ts'
import type { Transport } from '../../src/transport/transport.ts'

const scope = effectScope(true)
const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

function open(options: StreamOptions): UseStreamReturn {
  const stream = scope.run(() => useStream({ url: 'https://api.example.com/' }, options))
  if (!stream) throw new Error('the scope is stopped')
  return stream
}

/** Watches what a run is told, and how often it is asked for its part. */
function watch(takes: (stream: UseStreamReturn) => boolean = () => true): readonly string[] {
  const seen: string[] = []
  const watcher: StreamWatcher = (stream, options) => {
    if (!takes(stream)) return options
    seen.push('begin')
    return {
      ...options,
      onEvents(events, state) {
        seen.push(...events.map(({ type }) => type))
        options.onEvents?.(events, state)
      },
    }
  }
  stops.push(watchStreams(watcher))
  return seen
}

describe('who watches streams', () => {
  it('sees a run that has begun in the same moment, and is asked once for all of its requests', async () => {
    const backend = createTestStream('rag')
    const told: string[] = []
    const stream = open({
      transport: backend.transport,
      clock: backend.clock,
      onEvents: (events) => told.push(...events.map(({ type }) => type)),
    })
    const ended = stream.start()
    const seen = watch()
    await backend.drop()
    await backend.advance(60_000)
    await backend.token('a')
    await backend.finish()
    await ended
    expect(seen[0]).toBe('begin')
    expect(seen.filter((one) => one === 'begin')).toHaveLength(1)
    expect(backend.requests.length).toBeGreaterThan(1)
    expect(told).toContain('text')
    expect(seen.slice(1)).toEqual(told)
  })

  it('sees nothing of a run that it lets be, nor of one that begins after it has gone', async () => {
    const backend = createTestStream('rag')
    const stream = open({ transport: backend.transport })
    const other = watch((one) => one !== stream)
    const gone = watch()
    stops.pop()?.()
    const ended = stream.start()
    await backend.finish()
    await ended
    expect([other, gone]).toEqual([[], []])
  })

  it('leaves a transport what its class says of it', async () => {
    class OwnTransport implements Transport {
      readonly name = 'own'
      readonly #sent: string[] = []
      get canPause(): boolean {
        return true
      }
      hasActed(): boolean {
        return this.#sent.length > 0
      }
      async open(request: { readonly url: string }): Promise<never> {
        this.#sent.push(request.url)
        throw new TypeError('no network')
      }
      sent(): number {
        return this.#sent.length
      }
    }
    const transport = new OwnTransport()
    const stream = open({ transport })
    const { status, attempts } = await stream.start()
    // A GET would be sent again; this one has acted.
    expect([status, attempts, transport.sent()]).toEqual(['failed', 1, 1])
    expect(stream.connection.value.canPause).toBe(true)
  })
})

describe('a stream', () => {
  it('is known by what made it', () => {
    const names: string[] = []
    stops.push(
      watchStreams((stream, options) => {
        names.push(nameOfStream(stream))
        return options
      }),
    )
    const { transport } = createTestStream('rag')
    const request = { url: 'https://api.example.com/' }
    scope.run(() => {
      void useStream(request, { transport }).start()
      void useStreamIn(ragDialect, request, { transport }).start()
      void useChat(request, { transport }).send('Why?')
    })
    expect(names).toEqual(['useStream', 'useStreamIn', 'useChat'])
  })

  it('is shown by itself, and by the answer of a talk that runs in it', async () => {
    const backend = createTestStream('rag')
    const runs: UseStreamReturn[] = []
    stops.push(
      watchStreams((stream, options) => {
        runs.push(stream)
        return options
      }),
    )
    const chat = scope.run(() =>
      useChat({ url: 'https://api.example.com/' }, { transport: backend.transport }),
    )
    const ended = chat?.send('Why?')
    const [run] = runs
    const turn = chat?.turns.value.at(-1)
    if (!chat || !run || turn?.role !== 'assistant') throw new Error('no answer is on its way')
    const view = chat.streamOf(turn)
    expect([isShownBy(run, run), isShownBy(view, run)]).toEqual([true, true])
    await backend.finish()
    await ended
    expect(isShownBy(view, run)).toBe(false)
  })
})
