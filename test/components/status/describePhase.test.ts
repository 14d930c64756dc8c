import { describe, expect, it } from 'vitest'
import { describePhase } from '../../../src/components/status/describePhase.ts'
import type { StreamEvent } from '../../../src/dialects/events.ts'
import { createStreamConnection, type StreamConnection } from '../../../src/run/connection.ts'
import { en } from '../../../src/locales/en.ts'
import { reduceStream } from '../../../src/state/reduce.ts'
import { createStreamState, type StreamStatus } from '../../../src/state/streamState.ts'

const phaseAfter = (...events: readonly StreamEvent[]): string =>
  describePhase(events.reduce(reduceStream, createStreamState()), createStreamConnection(), en)

const phase = (status: StreamStatus, facts: Partial<StreamConnection>): string =>
  describePhase({ ...createStreamState(), status }, { ...createStreamConnection(), ...facts }, en)

describe('describePhase', () => {
  it('says what came last', () => {
    const start: StreamEvent = { type: 'start', dialect: 'rag' }
    const thought: StreamEvent = { type: 'text', channel: 'reasoning', delta: 'Hm' }
    const call: StreamEvent = { type: 'tool-start', toolCallId: '1', name: 'search' }
    const back: StreamEvent = { type: 'tool-end', toolCallId: '1', phase: 'output', output: 1 }
    const text: StreamEvent = { type: 'text', channel: 'answer', delta: 'A' }

    expect(phaseAfter()).toBe('Ready')
    expect(phaseAfter(start)).toBe('Working…')
    expect(phaseAfter(start, thought)).toBe('Thinking…')
    expect(phaseAfter(start, thought, call)).toBe('Using search…')
    expect(phaseAfter(start, thought, call, back)).toBe('Working…')
    expect(phaseAfter(start, thought, call, back, text)).toBe('Answering…')
    expect(phaseAfter(start, text, { type: 'done', reason: 'stop', clean: true })).toBe('Complete')
  })

  it('says what the connection waits for', () => {
    expect(phase('connecting', { isQueued: true })).toBe('Waiting in line…')
    expect(phase('connecting', { isQueued: true, isOffline: true })).toBe('Offline, waiting…')
    expect(phase('reconnecting', { retryAt: 5, resumingAt: '7' })).toBe('Reconnecting…')
    expect(phase('reconnecting', { resumingAt: '7' })).toBe('Resuming…')
    expect(phase('streaming', { stalledSince: 3 })).toBe('The server is silent…')
    expect(phase('paused', { stalledSince: 3, isOffline: true })).toBe('Paused')
    expect(phase('complete', { isOffline: true })).toBe('Complete')
  })
})
