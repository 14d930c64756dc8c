import { afterEach, expect, test } from 'vitest'
import { openStream } from '../../src/run/openStream.ts'
import { webSocketTransport } from '../../src/transport/webSocketTransport.ts'
import { FakeWebSocket } from '../support/fakeWebSocket.ts'

afterEach(() => {
  FakeWebSocket.made.length = 0
})

const RETRY = { attempts: 4, baseDelay: 1, maxDelay: 2 }
const ASK = '{"ask":"pay"}'

/** Runs a stream whose server answers every message by dropping the connection, or does not even let it in. */
async function runDropped(
  place: 'handshake' | 'answer',
  request: { readonly idempotent?: boolean } = {},
) {
  class Dropping extends FakeWebSocket {
    constructor(url: string) {
      super(url)
      setTimeout(() => {
        if (place === 'answer') this.accept()
        this.hangUp(1006)
      })
    }
  }
  const transport = webSocketTransport({ WebSocket: Dropping, send: () => ASK })
  const run = openStream(
    { url: 'https://example.com/chat', ...request },
    { transport, retry: RETRY },
  )
  const { attempts } = await run.outcome
  return { attempts, sent: FakeWebSocket.made.flatMap(({ sent }) => sent) }
}

test('a message that was sent without a body is not sent again', async () => {
  expect(await runDropped('answer')).toEqual({ attempts: 1, sent: [ASK] })
})

test('it is sent again where the caller says that this does no harm', async () => {
  expect((await runDropped('answer', { idempotent: true })).sent).toHaveLength(4)
})

test('a handshake that failed has told the server nothing, and is tried again', async () => {
  expect(await runDropped('handshake')).toEqual({ attempts: 4, sent: [] })
})
