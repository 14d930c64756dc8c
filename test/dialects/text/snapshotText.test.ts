import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSaidTexts } from '../../../src/dialects/text/saidTexts.ts'
import { createSnapshotText } from '../../../src/dialects/text/snapshotText.ts'
import { reduceAll } from '../readRecording.ts'

const answer = { channel: 'answer' } as const

describe('createSnapshotText', () => {
  it('gives what is new', () => {
    const snapshots = createSnapshotText()
    expect(snapshots.read('你', answer)).toEqual([{ type: 'text', channel: 'answer', delta: '你' }])
    expect(snapshots.read('你好', answer)).toEqual([
      { type: 'text', channel: 'answer', delta: '好' },
    ])
    expect(snapshots.read('你好', answer)).toEqual([])
  })

  it('replaces what does not go on', () => {
    const snapshots = createSnapshotText()
    snapshots.add('你好', answer)
    expect(snapshots.read('您好', answer)).toEqual([
      { type: 'text-full', channel: 'answer', text: '您好', mode: 'replace' },
    ])
    expect(snapshots.read('您好!', answer)).toEqual([
      { type: 'text', channel: 'answer', delta: '!' },
    ])
  })

  it('keeps parts and channels apart', () => {
    const snapshots = createSnapshotText()
    snapshots.read('甲', { ...answer, partId: 'a' })
    expect(snapshots.read('甲', { ...answer, partId: 'b' })).toHaveLength(1)
    expect(snapshots.read('甲', { channel: 'reasoning', partId: 'a' })).toHaveLength(1)
  })

  it('leaves the last snapshot of every part in the state, whatever they are', () => {
    const snapshot = fc.tuple(
      fc.constantFrom('a', 'b'),
      fc.string({ unit: fc.constantFrom('x', '好', ' ') }),
    )
    fc.assert(
      fc.property(fc.array(snapshot), (list) => {
        const snapshots = createSnapshotText()
        const state = reduceAll(
          list.flatMap(([partId, text]) => snapshots.read(text, { ...answer, partId })),
        )
        const last = [...new Map<string, string>(list)].filter(([, text]) => text !== '')
        const shown = state.parts.filter((part) => part.type === 'text')
        const texts = shown.map(({ partId, text }): [string, string] => [partId ?? '', text])
        expect(new Map(texts)).toEqual(new Map(last))
      }),
    )
  })
})

describe('createSaidTexts', () => {
  it('knows a text under whatever id and in whatever pieces it came', () => {
    const said = createSaidTexts()
    said.add('a', '你')
    said.add('a', '好')
    said.set('b', 'whole')
    expect(said.hasText('你好')).toBe(true)
    expect(said.hasText('whole')).toBe(true)
    expect(said.hasText('你')).toBe(false)
    expect([said.has('a'), said.has('c')]).toEqual([true, false])
    expect([said.says('a', '你好'), said.says('b', '你好'), said.says('c', '')]).toEqual([
      true,
      false,
      false,
    ])
  })
})
