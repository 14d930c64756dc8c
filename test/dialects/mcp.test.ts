import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mcpDialect } from '../../src/dialects/mcp.ts'
import { readText } from '../run/readText.ts'
import {
  describeDialect,
  detectIn,
  itNeverThrows,
  readPayloads,
  stateOfWire,
} from './describeDialect.ts'

describeDialect(mcpDialect)

describe('what a recording leaves behind', () => {
  it.each([
    ['tool', 'complete', '阀门每六个月检查一次。 Twice a year.'],
    ['tool-error', 'complete', ''],
    ['error', 'failed', ''],
    ['cut-off', 'interrupted', ''],
    ['agent-task', 'complete', '## 结论\nPump 2 坏了。'],
    ['agent-message', 'complete', '你好,how can I help?'],
    ['agent-input', 'complete', '草稿哪一台泵?'],
    ['agent-failed', 'failed', ''],
    ['agent-cut-off', 'interrupted', '一半'],
  ])('%s: %s', (name, status, answer) => {
    const state = stateOfWire(mcpDialect, name)
    expect(state).toMatchObject({ status, answer })
    expect(state.integrity).not.toBe('repaired')
  })

  it('progress as it was last, with the words that came with it', () => {
    expect(stateOfWire(mcpDialect, 'tool').progress).toEqual({
      value: 4,
      total: 4,
      label: '读取文档',
    })
  })

  it('the resources that a tool names, as results', () => {
    expect(stateOfWire(mcpDialect, 'tool').results.map(({ title, url }) => [title, url])).toEqual([
      ['手册', 'https://kb.example.com/手册'],
      ['Seal', 'https://kb.example.com/seal'],
    ])
  })

  it('a tool that failed, and why', () => {
    expect(stateOfWire(mcpDialect, 'tool-error').tools[0]).toMatchObject({
      status: 'error',
      error: '没有权限\ndenied',
    })
  })
})

describe('a stream that can be resumed', () => {
  it('begins with an id and says nothing by that', () => {
    const { reader, events } = readText('id: s1_0\nretry: 3000\ndata:\n\n', { dialect: mcpDialect })
    expect(reader.lastEventId).toBe('s1_0')
    expect(reader.retry).toBe(3000)
    expect(events.map(({ type }) => type)).toEqual(['start', 'done'])
  })
})

describe('detection', () => {
  it.each([
    [{ jsonrpc: '2.0', method: 'notifications/progress' }],
    [{ jsonrpc: '2.0', id: 1, result: {} }],
    [[{ jsonrpc: '2.0', id: 1, result: {} }]],
  ])('is sure of %j', (payload) => {
    expect(detectIn(mcpDialect, payload)).toEqual({ rule: 'jsonrpc is "2.0"' })
  })

  it.each([[{ method: 'messages' }], [{ id: 1, result: {} }], [[1]], ['jsonrpc'], [null]])(
    'leaves %j to others',
    (payload) => {
      expect(detectIn(mcpDialect, payload)).toBeUndefined()
    },
  )

  it('knows the header of a session', () => {
    expect(mcpDialect.detectHeaders?.(new Headers({ 'Mcp-Session-Id': 's' }))).toBeDefined()
    expect(mcpDialect.detectHeaders?.(new Headers())).toBeUndefined()
  })
})

describe('whatever the payloads hold', () => {
  it('a method without a name is unknown', () => {
    const { events } = readPayloads(mcpDialect, [{ jsonrpc: '2.0', method: '' }])
    expect(events).toContainEqual({
      type: 'data',
      name: 'unknown',
      data: { jsonrpc: '2.0', method: '' },
    })
  })

  const value = fc.oneof(
    fc.jsonValue(),
    fc.record({
      kind: fc.constantFrom('task', 'status-update', 'artifact-update', 'message'),
      status: fc.oneof(
        fc.record({ state: fc.constantFrom('failed', 'working'), message: fc.jsonValue() }),
        fc.jsonValue(),
      ),
      artifact: fc.oneof(
        fc.record({ parts: fc.jsonValue(), artifactId: fc.jsonValue() }),
        fc.jsonValue(),
      ),
      parts: fc.jsonValue(),
      append: fc.boolean(),
    }),
    fc.record(
      {
        task: fc.oneof(fc.record({ status: fc.jsonValue() }), fc.jsonValue()),
        statusUpdate: fc.oneof(
          fc.record({ status: fc.record({ state: fc.constant('TASK_STATE_FAILED') }) }),
          fc.jsonValue(),
        ),
        artifactUpdate: fc.record({ artifact: fc.jsonValue() }),
        message: fc.record({ parts: fc.jsonValue(), role: fc.jsonValue() }),
      },
      { requiredKeys: [] },
    ),
    fc.record({
      content: fc.array(fc.jsonValue()),
      isError: fc.boolean(),
      contents: fc.jsonValue(),
    }),
  )
  const methods = [
    'notifications/progress',
    'notifications/message',
    'notifications/tasks/status',
    'ping',
    'x',
  ]
  itNeverThrows(
    mcpDialect,
    fc.oneof(
      fc.record({ jsonrpc: fc.constant('2.0'), id: fc.jsonValue(), result: value }),
      fc.record({ jsonrpc: fc.constant('2.0'), id: fc.jsonValue(), error: fc.jsonValue() }),
      fc.record({
        method: fc.constantFrom(...methods),
        params: fc.jsonValue(),
        id: fc.jsonValue(),
      }),
    ),
  )
})
