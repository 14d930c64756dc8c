import { describe, expect, it } from 'vitest'
import { createToolPieces } from '../../../src/dialects/tools/toolPieces.ts'

describe('createToolPieces', () => {
  it('puts calls together that run side by side', () => {
    const pieces = createToolPieces()
    pieces.add({ place: '0', id: 'a', name: 'search', delta: '{"q":' })
    pieces.add({ place: '1', id: 'b', name: 'ping' })
    expect(pieces.add({ place: '0', delta: '"泵"}' })).toEqual([
      { type: 'tool-delta', toolCallId: 'a', of: 'input', delta: '"泵"}' },
    ])
    expect(pieces.finish()).toEqual([
      { type: 'tool-end', toolCallId: 'a', phase: 'input', name: 'search', input: { q: '泵' } },
      { type: 'tool-end', toolCallId: 'b', phase: 'input', name: 'ping', input: {} },
    ])
    expect(pieces.finish()).toEqual([])
  })

  it('begins another call with another id at the same place', () => {
    const pieces = createToolPieces()
    pieces.add({ place: '0', id: 'a', name: 'one', delta: '{}' })
    expect(pieces.add({ place: '0', id: 'b', name: 'two' })).toEqual([
      { type: 'tool-end', toolCallId: 'a', phase: 'input', name: 'one', input: {} },
      { type: 'tool-start', toolCallId: 'b', name: 'two', input: undefined },
    ])
  })

  it('numbers calls without an id, and shows arguments that are no JSON as they are', () => {
    const pieces = createToolPieces()
    expect(pieces.add({ place: '0', name: 'one', delta: '{oops' })[0]).toMatchObject({
      toolCallId: 'tool-1',
    })
    expect(pieces.finish()[0]).toMatchObject({ input: '{oops' })
  })
})
