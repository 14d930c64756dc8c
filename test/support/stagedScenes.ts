import type { ResultItem, StreamEvent } from '../../src/dialects/events.ts'
import { StreamError } from '../../src/errors/streamError.ts'
import type { StagedStream } from './stagedStream.ts'

const start: StreamEvent = { type: 'start', dialect: 'rag' }
const text = (delta: string): StreamEvent => ({ type: 'text', channel: 'answer', delta })
const item: ResultItem = {
  id: 'a',
  title: 'Spindle too hot',
  text: 'Clean the fins. '.repeat(40),
  score: 0.92,
  source: 'manual.pdf',
  url: 'https://docs.example.com/a',
  images: [{ url: 'missing.png' }, { url: 'https://elsewhere.example/p.png' }],
  metadata: { alarm_code: 'E-204' },
}

/** What an answer can look like, each by what has to happen to an idle stream to get there. */
export const stagedScenes: Readonly<Record<string, (stream: StagedStream) => void>> = {
  idle: () => undefined,
  connecting: (stream) => stream.enter('connecting'),
  streaming: (stream) =>
    stream.take(
      start,
      { type: 'progress', value: 2, total: 5 },
      { type: 'step-start', stepId: 's1', index: 0 },
      { type: 'step-end', stepId: 's1', status: 'ok', elapsedMs: 1200 },
      { type: 'step-start', stepId: 's2', index: 1, name: 'Query' },
      { type: 'status', message: 'Searching' },
      { type: 'text', channel: 'reasoning', delta: 'Hm.' },
      { type: 'tool-start', toolCallId: 't', name: 'search', input: { query: 'heat' } },
      { type: 'tool-end', toolCallId: 't', phase: 'output', error: 'Timed out' },
      { type: 'results', kind: 'retrieved', items: [item] },
      text('The **fins** are dirty, see [the manual](https://docs.example.com/).'),
      { type: 'results', kind: 'cited', items: [item] },
      { type: 'error', message: 'No index', recoverable: true, scope: 'item' },
      { type: 'interrupt', kind: 'approval', payload: {} },
    ),
  thinking: (stream) =>
    stream.take(start, { type: 'text', channel: 'reasoning', delta: 'Hm. '.repeat(400) }),
  approval: (stream) =>
    stream.take(
      start,
      { type: 'tool-start', toolCallId: 't', name: 'delete', input: '{"ids":[1,' },
      {
        type: 'interrupt',
        kind: 'approval',
        toolCallId: 't',
        payload: { question: 'Delete it?', table: 'alarms' },
      },
    ),
  asking: (stream) =>
    stream.take(start, {
      type: 'interrupt',
      kind: 'input',
      payload: { question: 'Which pump?', options: ['P-1', 'P-2'] },
    }),
  inSteps: (stream) =>
    stream.take(
      start,
      { type: 'step-start', stepId: 's1', index: 0, total: 4 },
      { type: 'step-start', stepId: 's2', index: 1, name: 'Query', parentId: 's1' },
      { type: 'step-end', stepId: 's2', status: 'error', error: 'No such table' },
      { type: 'step-start', stepId: 's3', index: 2 },
    ),
  paused: (stream) => {
    stream.take(start, text('Half an ans'))
    stream.enter('paused')
  },
  resumable: (stream) => {
    stream.take(start, text('Half an ans'))
    stream.end({ status: 'interrupted', resumable: true })
  },
  stalledBeforeAll: (stream) => {
    stream.enter('connecting')
    stream.connect({ attempt: 1, startedAt: 0, stalledSince: 2 })
  },
  failed: (stream) => {
    stream.take(start, text('Half an ans'))
    stream.end({
      status: 'failed',
      error: new StreamError('http', 'Request failed', { status: 500, body: 'no' }),
    })
  },
  interrupted: (stream) => {
    stream.take(start, text('Half an ans'))
    stream.end({ status: 'interrupted' })
  },
  cancelled: (stream) => {
    stream.take(start, text('Half an ans'))
    stream.end({ status: 'cancelled' })
  },
  flawed: (stream) =>
    stream.take(
      start,
      { type: 'status', message: 'Searching' },
      { type: 'status', message: 'Found 1' },
      { type: 'results', kind: 'retrieved', items: [item] },
      { type: 'error', message: 'No model', recoverable: true, scope: 'stream' },
      { type: 'done', reason: 'stop', clean: true },
    ),
  reconnecting: (stream) => {
    stream.take(start, text('Half an ans'))
    stream.enter('reconnecting')
    stream.connect({ attempt: 1, startedAt: 0, retryAt: performance.now() + 9_000 })
  },
  stalled: (stream) => {
    stream.take(start, text('Half an ans'))
    stream.connect({ attempt: 1, startedAt: 0, firstTokenAt: 1, stalledSince: 2 })
  },
  empty: (stream) => stream.take(start, { type: 'done', reason: 'stop', clean: true }),
  nothingFound: (stream) => stream.take(start, { type: 'results', kind: 'retrieved', items: [] }),
}
