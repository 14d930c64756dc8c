/** One row of the fault matrix: what goes wrong, what a run comes to, and the tests that show it. */
export interface FaultRow {
  readonly row: number
  readonly fault: string
  readonly state: string
  /**
   * Tests that show it and do not have the number of the row in their title: file and title, or the start of it. Every
   * other row is shown by tests that are named after it.
   */
  readonly shownBy?: readonly (readonly [file: string, title: string])[]
}

const useStream = 'test/composables/useStream.test.ts'
const markdown = 'test/components/markdown/RillMarkdown.dom.test.ts'
const boundary = 'test/components/markdown/MarkdownBoundary.dom.test.ts'
const chromium = 'test/transport/chromium.journey.test.ts'

export const FAULT_TABLE: readonly FaultRow[] = [
  { row: 1, fault: 'refused before headers', state: 'retried, then failed' },
  { row: 2, fault: 'no response in time', state: 'retried, then failed (timeout)' },
  { row: 3, fault: 'headers, then silence', state: 'stalled, then resumed or interrupted' },
  { row: 4, fault: 'one byte at a time', state: 'streaming' },
  { row: 5, fault: 'reset before the first event', state: 'retried' },
  { row: 6, fault: 'reset between events', state: 'resumed' },
  { row: 7, fault: 'reset inside an event', state: 'resumed, half event dropped' },
  { row: 8, fault: 'reset inside a character', state: 'resumed, no U+FFFD' },
  { row: 9, fault: 'clean end without terminal', state: 'resumed or interrupted' },
  { row: 10, fault: 'last event without its end', state: 'resumed, event comes again' },
  { row: 11, fault: 'events behind the terminal', state: 'complete, ignored' },
  { row: 12, fault: 'two terminals', state: 'complete, first wins' },
  { row: 13, fault: 'error event', state: 'failed (server)' },
  { row: 14, fault: '200 with a login page', state: 'failed (content-type)' },
  { row: 15, fault: '204', state: 'complete or interrupted, not asked again' },
  { row: 16, fault: '422 with JSON detail', state: 'failed (http)' },
  { row: 17, fault: '401 and 403', state: 'onAuth once, else failed (http)' },
  { row: 18, fault: '404, 405, 501', state: 'failed (http)' },
  { row: 19, fault: '408, 425, 429', state: 'retried' },
  { row: 20, fault: 'Retry-After in seconds', state: 'retried no sooner' },
  { row: 21, fault: 'Retry-After date, past, garbage', state: 'clamped or ignored' },
  { row: 22, fault: '500, 502, 503, 504', state: 'GET retried, POST with a key only' },
  { row: 23, fault: 'redirect', state: 'failed (http, redirect)' },
  { row: 24, fault: 'redirect to another origin', state: 'failed, nothing sent there' },
  {
    row: 25,
    fault: 'another origin without CORS',
    state: 'failed (network) with a hint',
    shownBy: [[chromium, 'another origin that does not allow this one is a network error']],
  },
  { row: 26, fault: 'gzip, flushed', state: 'streaming' },
  { row: 27, fault: 'gzip or proxy buffers all', state: 'complete, buffering named' },
  { row: 28, fault: 'truncated gzip', state: 'resumed' },
  { row: 29, fault: 'wrong content-length', state: 'resumed' },
  { row: 30, fault: 'byte order mark', state: 'stripped once' },
  { row: 31, fault: 'CR, LF, CRLF', state: 'parsed' },
  { row: 32, fault: 'chunks cut anywhere', state: 'the same result' },
  { row: 33, fault: 'invalid UTF-8', state: 'U+FFFD, the rest kept' },
  { row: 34, fault: 'event over 1 MiB', state: 'failed (limit), partial kept' },
  {
    row: 35,
    fault: 'burst of events',
    state: 'complete, one update per frame',
    shownBy: [[useStream, 'changes its refs at most once per frame']],
  },
  { row: 36, fault: 'endless tokens or events', state: 'failed (limit), partial kept' },
  { row: 37, fault: 'broken JSON', state: 'skipped; 20 in a row: failed (protocol)' },
  { row: 38, fault: '__proto__, deep or wide JSON', state: 'event refused' },
  { row: 39, fault: 'unknown event', state: 'ignored or kept as data' },
  { row: 40, fault: 'duplicates after a break', state: 'dropped' },
  { row: 41, fault: 'replay from the start', state: 'skipped to the break' },
  { row: 42, fault: 'numbers out of order', state: 'held 64 or 2 s, then a gap' },
  { row: 43, fault: 'gap in the numbers', state: 'gap shown and counted' },
  { row: 44, fault: 'id that no header can carry', state: 'not sent' },
  { row: 45, fault: 'retry: 0, huge, garbage', state: 'clamped 250 ms to 60 s' },
  { row: 46, fault: 'offline while streaming', state: 'reconnects at online' },
  { row: 47, fault: 'network flaps', state: 'bounded attempts' },
  { row: 48, fault: 'hidden tab', state: 'stays connected' },
  { row: 49, fault: 'sleep of an hour', state: 'one interval, then resumed' },
  { row: 50, fault: 'stop in every phase', state: 'cancelled, closed in 100 ms' },
  { row: 51, fault: 'stop in the back-off', state: 'cancelled, timer cleared' },
  {
    row: 52,
    fault: 'send while streaming',
    state: 'the older run is cancelled',
    shownBy: [[useStream, 'outdates a run that is still on its way']],
  },
  { row: 53, fault: 'late bytes of an old run', state: 'reach no newer one' },
  {
    row: 54,
    fault: 'unmounted mid-stream',
    state: 'cancelled, nothing left',
    shownBy: [[useStream, 'cancels with its scope, and writes nothing afterwards']],
  },
  {
    row: 55,
    fault: 'mounted and unmounted 1,000 times',
    state: 'counts flat',
    shownBy: [
      ['test/components/answer/unmount.journey.test.ts', 'leaves no listener, node or request'],
    ],
  },
  {
    row: 56,
    fault: 'disposed mid-stream',
    state: 'cancelled, no write after it',
    shownBy: [
      [useStream, 'sends nothing once its scope is gone'],
      [useStream, 'goes back to the beginning on reset, and nothing arrives after it'],
    ],
  },
  {
    row: 57,
    fault: 'stored history is corrupt',
    state: 'starts empty',
    shownBy: [
      ['test/store/history.test.ts', 'is set aside and not fatal when it %s'],
      ['test/store/threadRecord.test.ts', 'is refused without harm, whatever it is'],
      [
        'test/store/tabs.journey.test.ts',
        'a talk that localStorage holds in pieces is set aside, and the others are there',
      ],
    ],
  },
  {
    row: 58,
    fault: 'two tabs, one session',
    state: 'no interleaved text',
    shownBy: [
      ['test/store/history.test.ts', 'never mix or lose turns: what both said at once'],
      [
        'test/store/tabs.journey.test.ts',
        'that write one talk at the same time end with two whole talks',
      ],
    ],
  },
  {
    row: 59,
    fault: 'image fails',
    state: 'alt text, card stays',
    shownBy: [
      [
        'test/browser/components/RillImages.browser.test.ts',
        'puts words in the place of a picture that does not load',
      ],
    ],
  },
  {
    row: 60,
    fault: 'one block cannot be drawn',
    state: 'its plain text, rest alive',
    shownBy: [[markdown, 'shows a block as plain text when its tokens cannot be drawn']],
  },
  {
    row: 61,
    fault: 'custom component throws',
    state: 'its plain text, rest alive',
    shownBy: [[boundary, 'shows as plain text where it throws, and the rest as ever']],
  },
  { row: 62, fault: 'adapter throws, gives garbage, hangs', state: 'failed, named' },
  { row: 63, fault: 'clock jumps', state: 'only a clock that never jumps counts' },
  { row: 64, fault: 'more than six streams', state: 'queued, shown' },
]

/** The numbers that stand in a title, as in `row 6: …`, `rows 5 to 9: …` or `rows 50 and 51: …`. */
export function readRows(title: string): readonly number[] {
  const [, first = '', joint = '', last = ''] =
    /\brows? (\d+)(?:( to | and |, )(\d+))?/.exec(title) ?? []
  if (first === '') return []
  if (joint !== ' to ') return [first, last].filter((number) => number !== '').map(Number)
  const from = Number(first)
  return Array.from({ length: Number(last) - from + 1 }, (_row, index) => from + index)
}
