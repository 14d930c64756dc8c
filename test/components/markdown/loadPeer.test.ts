import { afterEach, expect, it, vi } from 'vitest'
import { createPeerLoader } from '../../../src/components/markdown/plugins/loadPeer.ts'

afterEach(() => vi.restoreAllMocks())

const isText = (value: unknown): value is string => typeof value === 'string'

it('loads a package once', async () => {
  const load = vi.fn<() => Promise<unknown>>(async () => 'package')
  const loader = createPeerLoader('a-package', load, isText)
  expect(await Promise.all([loader(), loader()])).toEqual(['package', 'package'])
  expect(load).toHaveBeenCalledOnce()
})

it('gives nothing for one that is missing or of another shape, and tells the developer once', async () => {
  const warning = vi.spyOn(console, 'warn').mockReturnValue(undefined)
  const missing = createPeerLoader('a-package', () => Promise.reject(new TypeError('404')), isText)
  const other = createPeerLoader('b-package', async () => 7, isText)
  expect([await missing(), await missing(), await other()]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
  expect(warning.mock.calls.flat().filter((text) => `${text}`.includes('package'))).toHaveLength(2)
})
