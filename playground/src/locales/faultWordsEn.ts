import type { FaultKind } from '../../shared/faultRule.ts'
import type { FaultWords } from './faultWords.ts'

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`
const kinds: FaultWords['kinds'] = {
  status: 'Answer with a status',
  busy: '429, Retry-After',
  type: 'Wrong content type',
  bom: 'Byte order mark first',
  'line-ends': 'Other line ends',
  buffer: 'Proxy buffers',
  slow: 'Slow frames',
  split: 'Cut inside a character',
  malformed: 'Malformed frame',
  replay: 'Frames once more',
  hang: 'Hang',
  end: 'Clean end, too early',
  reset: 'Connection reset',
}

const milliseconds = (value: string): string => (value === '0' ? 'for ever' : `${value} ms`)
const amounts: Readonly<Partial<Record<FaultKind, (value: string) => string>>> = {
  busy: (value) => `${value} s`,
  buffer: (value) => (value === '0' ? 'to the end' : `${value} bytes`),
  slow: milliseconds,
  split: (value) => `${value} ms`,
  replay: (value) => `${value} frames`,
  hang: milliseconds,
}

export const faultWordsEn: FaultWords = {
  title: 'Composed faults',
  add: 'Add a fault',
  remove: 'Remove this fault',
  kind: 'Fault',
  kinds,
  values: {
    status: 'Status',
    busy: 'Seconds',
    type: 'Type',
    'line-ends': 'Ends',
    buffer: 'Bytes, 0: all',
    slow: 'Delay, ms',
    split: 'Wait, ms',
    replay: 'Frames',
    hang: 'ms, 0: for ever',
  },
  words: {
    html: 'text/html',
    plain: 'text/plain',
    json: 'application/json',
    pdf: 'application/pdf',
    crlf: 'CRLF',
    cr: 'CR',
  },
  after: 'After',
  unit: 'Unit',
  units: { frames: 'frames', bytes: 'bytes', ms: 'ms' },
  tries: 'Requests',
  everyTry: 'Every one',
  firstTries: (count) => (count === 1 ? 'First only' : `First ${count}`),
  recovery: 'Then the app',
  recoveries: { default: 'Waits', retry: 'Retries', resume: 'Resumes' },
  recoveryHints: {
    default: 'The default: a POST is never sent twice by itself.',
    retry: 'idempotent: a request that was refused, or never answered, goes out again.',
    resume: 'Every frame has an id; the run goes on behind the last one with Last-Event-ID.',
  },
  run: 'Run',
  told: {
    sent: ({ attempt, lastEventId }) =>
      `Request ${attempt}${lastEventId ? `, goes on behind event ${lastEventId}` : ''}`,
    answered: ({ status, contentType }) => `${status} ${contentType.split(';')[0]}`,
    refused: ({ kind, status }) => (status ? `Refused: HTTP ${status}` : `Refused: ${kind}`),
    closed: ({ bytes }) => `Body over after ${bytes.toLocaleString('en')} B`,
    waiting: ({ ms }) => `Waits ${seconds(ms)} before the next request`,
    silent: () => 'Nothing comes: told as stalled',
    buffered: () => 'Came in one lump: a proxy is suspected',
    missing: ({ count }) => `${count} numbered events are missing`,
    fault: ({ note: { kind, value } }) =>
      [kinds[kind], ...(value === '' ? [] : [amounts[kind]?.(value) ?? value])].join(' · '),
    ended: ({ status, kind, isResumable }) =>
      `Ends ${status}${kind ? ` · ${kind}` : ''}${isResumable ? ' · resumable' : ''}`,
  },
  where: ({ frame, byte }) =>
    byte === 0 ? 'before the body' : `after frame ${frame} · byte ${byte.toLocaleString('en')}`,
}
