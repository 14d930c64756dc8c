import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openStream } from '../../src/run/openStream.ts'
import { replay } from './replay.ts'

const says = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`
const item = (id: number, image: string) => ({ id, alarm_code: `E-${id}`, images: [image] })

const recording = [
  says({ type: 'info', message: '正在搜索' }),
  says({ type: 'results', data: { results: [item(1, 'a.png'), item(2, 'b.png')], count: 2 } }),
  ...['泵', ' **stops', '** 😀', '.\n\n', '| a |\n'].map((token) => says({ type: 'token', token })),
  ': a comment\n\n',
  says({ type: 'answer', answer: '泵 **stops** 😀.\n\n| a |\n', references: [item(1, 'c.png')] }),
  says({ type: 'final', data: { success: true, session_id: 's' } }),
].join('')

async function stateAfter(pieces: readonly Uint8Array[]) {
  const run = openStream({ url: '/' }, { transport: replay(pieces), dialect: 'auto' })
  const told: unknown[] = []
  for await (const event of run) told.push(event)
  const { status, events, bytes } = await run.outcome
  return { state: run.state, told, status, events, bytes }
}

test('however the bytes are cut, the same run comes out', async () => {
  const bytes = new TextEncoder().encode(recording)
  const whole = await stateAfter([bytes])
  expect(whole.state).toMatchObject({
    status: 'complete',
    integrity: 'match',
    ids: { sessionId: 's' },
  })
  const everyByte = Array.from(bytes, (byte) => new Uint8Array([byte]))
  expect(await stateAfter(everyByte)).toEqual(whole)

  const cuts = fc.uniqueArray(fc.integer({ min: 1, max: bytes.length - 1 }), { maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(cuts, async (positions) => {
      const edges = [0, ...positions.toSorted((left, right) => left - right), bytes.length]
      const pieces = edges.slice(1).map((end, index) => bytes.subarray(edges[index], end))
      expect(await stateAfter(pieces)).toEqual(whole)
    }),
  )
})
