/// <reference types="vite/client" />
import { mount } from '@vue/test-utils'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { effectScope, nextTick } from 'vue'
import RillAnswer from '../../../src/components/answer/RillAnswer.vue'
import { useStream } from '../../../src/composables/useStream.ts'
import { dialects } from '../../../src/dialects/index.ts'
import { systemClock } from '../../../src/transport/clock.ts'
import { replayTransport } from '../../../src/transport/replayTransport.ts'
import { createHandFrames } from '../../support/handFrames.ts'

const recordings = import.meta.glob<string>('../../fixtures/*/*.sse', {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** What stands on the page at the end of a stream that came in these pieces, drawn after each of them. */
async function draw(dialect: string, pieces: readonly string[]): Promise<string> {
  const frames = createHandFrames()
  const scope = effectScope(true)
  const stream = scope.run(() =>
    useStream(
      { url: 'https://api.example.com/' },
      {
        transport: replayTransport(pieces, { speed: 'instant' }),
        // The folders of the recordings carry the names of the dialects.
        dialect: dialects.find(({ name }) => name === dialect),
        baseUrl: 'https://api.example.com/',
        frames,
        // What took a second on a busy machine says so; the page shall depend on what came alone.
        clock: { ...systemClock, now: () => 0 },
        onEvents: () => frames.step(),
      },
    ),
  )
  if (!stream) throw new Error('the scope is stopped')
  const answer = mount(RillAnswer, { props: { stream } })
  await stream.start()
  await nextTick()
  const page = numberIds(answer.html())
  answer.unmount()
  scope.stop()
  return page
}

/** Ids count in the order in which components came to be; only what they name matters, so they count by place here. */
function numberIds(page: string): string {
  const ids: string[] = []
  return page.replaceAll(/\bv-\d+\b/g, (id) => {
    if (!ids.includes(id)) ids.push(id)
    return `id-${ids.indexOf(id)}`
  })
}

function cut(text: string, places: readonly number[]): string[] {
  const edges = [0, ...places.toSorted((a, b) => a - b), text.length]
  return edges.slice(1).map((edge, index) => text.slice(edges[index], edge))
}

describe('RillAnswer over a stream that is cut anywhere', () => {
  it.each(Object.entries(recordings))('draws the same page: %s', async (path, recording) => {
    const dialect = path.split('/').at(-2) ?? ''
    const whole = await draw(dialect, [recording])
    expect(whole).toContain('rill-answer')
    expect(await draw(dialect, recording.split(''))).toBe(whole)

    const place = fc.nat({ max: recording.length })
    await fc.assert(
      fc.asyncProperty(fc.array(place, { maxLength: 8 }), async (places) => {
        expect(await draw(dialect, cut(recording, places))).toBe(whole)
      }),
      { numRuns: 4 },
    )
  })
})
