import { afterEach, expect, it, vi } from 'vitest'
import { createSSRApp, effectScope } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { watchedOptions } from '../../src/composables/streamWatchers.ts'
import { useStream } from '../../src/composables/useStream.ts'
import { createRillDevtools } from '../../src/devtools.ts'

afterEach(() => vi.unstubAllEnvs())

// This file runs in node, where `@vue/devtools-api` is a package of empty functions.
it('the DevTools watch nobody on a server, also while an app is developed', async () => {
  vi.stubEnv('NODE_ENV', 'development')
  const app = createSSRApp({ render: () => 'shown' }).use(createRillDevtools())
  expect(await renderToString(app)).toBe('shown')

  const scope = effectScope()
  const stream = scope.run(() => useStream({ url: '/' }))
  if (!stream) throw new Error('the scope is stopped')
  const onEvents = vi.fn<() => void>()
  // Somebody who watches would read what the events are.
  const events = new Proxy([], { get: () => expect.unreachable('somebody watches') })
  watchedOptions(stream, { onEvents }).onEvents?.(events, stream.state.value)
  expect(onEvents).toHaveBeenCalledOnce()
  scope.stop()
})
