import fc from 'fast-check'
import type { ResultItem, StreamEvent } from '../../src/dialects/events.ts'

// Few ids and few letters, so that events meet: the same step, the same tool, a whole text that really fits its pieces.
const id = fc.constantFrom('a', 'b', 'c')
const words = fc.string({ unit: fc.constantFrom('x', 'y', ' ', '\n', '😀'), maxLength: 4 })
const value = fc.oneof(words, fc.integer(), fc.constant(undefined), fc.record({ x: words }))
const place = fc.record({ stepId: id, agent: id }, { requiredKeys: [] })
const channel = fc.constantFrom('answer', 'reasoning')
const phase = fc.constantFrom('input', 'output')

const item: fc.Arbitrary<ResultItem> = fc.record(
  {
    id,
    title: words,
    text: words,
    score: fc.integer({ min: 0, max: 3 }),
    images: fc.array(fc.record({ url: id, alt: words }, { requiredKeys: ['url'] }), {
      maxLength: 2,
    }),
    metadata: fc.dictionary(id, value, { maxKeys: 2 }),
  },
  { requiredKeys: ['id', 'images', 'metadata'] },
)

const start = fc.record({ type: fc.constant('start'), dialect: id })

const meta = fc.record(
  { type: fc.constant('meta'), runId: id, model: id },
  { requiredKeys: ['type'] },
)

const status = fc.record(
  { type: fc.constant('status'), message: words, phase: id },
  { requiredKeys: ['type', 'message'] },
)

const text = fc.record(
  { type: fc.constant('text'), channel, delta: words, partId: id },
  { requiredKeys: ['type', 'channel', 'delta'] },
)

const textFull = fc.record(
  {
    type: fc.constant('text-full'),
    channel,
    text: words,
    mode: fc.constantFrom('final', 'snapshot', 'replace'),
    partId: id,
  },
  { requiredKeys: ['type', 'channel', 'text', 'mode'] },
)

const stepStart = fc.record({
  type: fc.constant('step-start'),
  stepId: id,
  index: fc.nat(5),
  name: id,
})

const stepEnd = fc.record({
  type: fc.constant('step-end'),
  stepId: id,
  status: fc.constantFrom('ok', 'error'),
})

const toolStart = fc.record(
  { type: fc.constant('tool-start'), toolCallId: id, name: id, input: value },
  { requiredKeys: ['type', 'toolCallId'] },
)

const toolDelta = fc.record({
  type: fc.constant('tool-delta'),
  toolCallId: id,
  of: phase,
  delta: words,
})

const toolEnd = fc.record(
  {
    type: fc.constant('tool-end'),
    toolCallId: id,
    phase,
    input: value,
    output: value,
    error: words,
  },
  { requiredKeys: ['type', 'toolCallId', 'phase'] },
)

const results = fc.record(
  {
    type: fc.constant('results'),
    kind: fc.constantFrom('retrieved', 'cited'),
    items: fc.array(item, { maxLength: 3 }),
    replace: fc.boolean(),
    query: id,
  },
  { requiredKeys: ['type', 'kind', 'items'] },
)

const data = fc.record(
  { type: fc.constant('data'), name: id, data: value, key: id },
  { requiredKeys: ['type', 'name', 'data'] },
)

const interrupt = fc.record(
  {
    type: fc.constant('interrupt'),
    kind: fc.constantFrom('approval', 'input'),
    interruptId: id,
    toolCallId: id,
    payload: value,
  },
  { requiredKeys: ['type', 'kind', 'payload'] },
)

const progress = fc.record(
  { type: fc.constant('progress'), value: fc.nat(9), total: fc.nat(9) },
  { requiredKeys: ['type'] },
)

const usage = fc.record(
  {
    type: fc.constant('usage'),
    inputTokens: fc.nat(9),
    totalTokens: fc.nat(9),
    cumulative: fc.boolean(),
  },
  { requiredKeys: ['type', 'cumulative'] },
)

const error = fc.record(
  {
    type: fc.constant('error'),
    message: id,
    code: id,
    recoverable: fc.boolean(),
    scope: fc.constantFrom('stream', 'item'),
  },
  { requiredKeys: ['type', 'message', 'recoverable', 'scope'] },
)

const done = fc.record({
  type: fc.constant('done'),
  reason: fc.constantFrom('stop', 'error', 'eof'),
  clean: fc.boolean(),
})

const anyEvent: fc.Arbitrary<StreamEvent> = fc
  .tuple(
    place,
    fc.oneof(
      { weight: 30, arbitrary: text },
      { weight: 10, arbitrary: textFull },
      ...[
        start,
        meta,
        status,
        stepStart,
        stepEnd,
        toolStart,
        toolDelta,
        toolEnd,
        results,
        data,
        interrupt,
        progress,
        usage,
        error,
      ].map((arbitrary) => ({ weight: 4, arbitrary })),
      { weight: 1, arbitrary: done },
    ),
  )
  .map(([where, event]) => ({ ...where, ...event }))

/** A stream as no backend would send it: anything in any order, and now and then an end among it. */
export const anyEvents: fc.Arbitrary<readonly StreamEvent[]> = fc.array(anyEvent, { maxLength: 40 })
