import { afterEach, expect, it } from 'vitest'
import { effectScope } from 'vue'
import { useStreamIn } from '../../src/composables/useStreamIn.ts'
import { ollamaDialect, ragDialect } from '../../src/core.ts'
import { startHttpServer } from '../support/httpServer.ts'
import { createShoutDialect } from '../support/shoutDialect.ts'

const shout = createShoutDialect('shout')
const server = await startHttpServer()
const scope = effectScope()

afterEach(async () => {
  scope.stop()
  await server.close()
})

it('reads in the dialect that it is given, or in the one of several that fits', async () => {
  server.on('/shout', (exchange) => {
    exchange.head()
    exchange.end('data: hello\n\n')
  })
  server.on('/ollama', (exchange) => {
    exchange.head(200, { 'content-type': 'application/x-ndjson' })
    exchange.end(
      '{"model":"m","response":"Hi","done":false}\n{"model":"m","response":"","done":true,"done_reason":"stop"}\n',
    )
  })
  await scope.run(async () => {
    const one = useStreamIn(shout, { url: `${server.url}/shout` })
    const several = useStreamIn([ragDialect, ollamaDialect], { url: `${server.url}/ollama` })
    await Promise.all([one.start(), several.start()])
    expect([one.answer.value, one.status.value]).toEqual(['HELLO', 'complete'])
    expect([several.answer.value, several.status.value]).toEqual(['Hi', 'complete'])
  })
})
