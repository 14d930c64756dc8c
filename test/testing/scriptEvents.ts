import fc from 'fast-check'
import type { ResultItem, StreamEvent } from '../../src/dialects/events.ts'
import type { Saying } from '../../src/testing/encoders/encoder.ts'

const words = fc
  .array(fc.constantFrom('Open', 'the', 'valve', '先断电', 'E001', '🌊', 'a, b'), {
    minLength: 1,
    maxLength: 4,
  })
  .map((list) => `${list.join(' ')} `)
const name = fc.constantFrom('search', 'stock_lookup', '检索')
const json = fc.dictionary(fc.constantFrom('query', 'part', 'days'), fc.oneof(words, fc.nat(9)), {
  minKeys: 1,
})
const item: fc.Arbitrary<ResultItem> = fc
  .record({ number: fc.nat(99), text: words, title: words })
  .map(({ number, text, title }) => ({
    id: `doc-${number}`,
    title: title.trim(),
    text,
    url: `https://kb.example.com/${number}`,
    images: [],
    metadata: {},
  }))
const items = fc.uniqueArray(item, { minLength: 1, maxLength: 3, selector: ({ id }) => id })

/** Arbitrary things to say, each a list of events that belong together. */
const sayings: Readonly<Record<string, fc.Arbitrary<readonly StreamEvent[]>>> = {
  answer: words.map((delta) => [{ type: 'text', channel: 'answer', delta }]),
  reasoning: words.map((delta) => [{ type: 'text', channel: 'reasoning', delta }]),
  status: words.map((message) => [{ type: 'status', message: message.trim() }]),
  progress: fc.nat(9).map((value) => [{ type: 'progress', value, total: 9 }]),
  retrieved: items.map((list) => [{ type: 'results', kind: 'retrieved', items: list }]),
  cited: items.map((list) => [{ type: 'results', kind: 'cited', items: list }]),
  data: json.map((noted) => [{ type: 'data', name: 'note', data: { noted } }]),
}

/** What an encoder can say, in any order, with calls and steps put together from their parts. */
export function arbitraryScript(says: readonly Saying[]): fc.Arbitrary<readonly StreamEvent[]> {
  const can = new Set<Saying>(says)
  const single = says.flatMap((saying) => sayings[saying] ?? [])
  const calls = can.has('tool-input')
    ? [fc.record({ name, input: json, output: words }).map((call) => callEvents(call, can))]
    : []
  const middle = fc.array(fc.oneof(...single, ...calls), { maxLength: 8 })
  const steps = can.has('step-start')
    ? fc.array(fc.record({ name, answer: words }), { maxLength: 3 })
    : fc.constant([])
  const usage = fc.option(
    fc.record({
      inputTokens: fc.integer({ min: 1, max: 99 }),
      outputTokens: fc.integer({ min: 1, max: 99 }),
    }),
  )
  const isFailing = fc.integer({ min: 0, max: 9 }).map((number) => number === 0)
  return fc.record({ middle, steps, usage, isFailing }).map((script) => {
    const { isFailing: fails } = script
    const told = script.middle.filter(([event]) => !fails || !waitsForEnd(event))
    const events: StreamEvent[] = told.flat()
    for (const [index, step] of script.steps.entries()) events.push(...stepEvents(step, index))
    if (fails)
      return numberCalls([...events, FAULT, { type: 'done', reason: 'error', clean: true }])
    if (script.usage !== null && can.has('usage')) {
      const { inputTokens, outputTokens } = script.usage
      const totalTokens = inputTokens + outputTokens
      events.push({ type: 'usage', inputTokens, outputTokens, totalTokens, cumulative: true })
    }
    return numberCalls([...events, { type: 'done', reason: 'stop', clean: true }])
  })
}

const FAULT: StreamEvent = {
  type: 'error',
  message: 'The model gave up',
  recoverable: false,
  scope: 'stream',
}

/** Many backends tell this with the end of an answer, which a failure has not. */
function waitsForEnd(event: StreamEvent | undefined): boolean {
  return event?.type === 'results' && event.kind === 'cited'
}

function callEvents(
  { name: toolName, input, output }: { name: string; input: unknown; output: string },
  can: ReadonlySet<Saying>,
): readonly StreamEvent[] {
  const call: StreamEvent[] = [
    { type: 'tool-start', toolCallId: '', name: toolName },
    { type: 'tool-end', toolCallId: '', phase: 'input', name: toolName, input },
  ]
  if (can.has('tool-output')) {
    call.push({ type: 'tool-end', toolCallId: '', phase: 'output', name: toolName, output })
  }
  return call
}

function stepEvents(step: { name: string; answer: string }, index: number): readonly StreamEvent[] {
  const stepId = `step-${index + 1}`
  return [
    { type: 'step-start', stepId, index, name: `${step.name} ${index + 1}` },
    { type: 'text', channel: 'answer', delta: step.answer },
    { type: 'step-end', stepId, status: 'ok' },
  ]
}

/** Ids that are the same for all who number their calls. */
function numberCalls(events: readonly StreamEvent[]): readonly StreamEvent[] {
  let calls = 0
  return events.map((event) => {
    if (event.type === 'tool-start') calls++
    return 'toolCallId' in event ? { ...event, toolCallId: `tool-${calls}` } : event
  })
}

/** One event for each thing that can be said. */
export const oneOfEach: readonly StreamEvent[] = [
  { type: 'meta', sessionId: 's' },
  { type: 'status', message: 'Searching' },
  { type: 'text', channel: 'answer', delta: 'a' },
  { type: 'text', channel: 'reasoning', delta: 'r' },
  { type: 'text-full', channel: 'answer', text: 'a', mode: 'final' },
  { type: 'text-full', channel: 'reasoning', text: 'r', mode: 'final' },
  { type: 'step-start', stepId: 's', index: 0 },
  { type: 'step-end', stepId: 's', status: 'ok' },
  { type: 'tool-start', toolCallId: 't', name: 'search' },
  { type: 'tool-delta', toolCallId: 't', of: 'input', delta: '{}' },
  { type: 'tool-end', toolCallId: 't', phase: 'input', input: {} },
  { type: 'tool-end', toolCallId: 't', phase: 'output', output: 'found' },
  { type: 'results', kind: 'retrieved', items: [] },
  { type: 'results', kind: 'cited', items: [] },
  { type: 'data', name: 'note', data: {} },
  { type: 'interrupt', kind: 'input', payload: {} },
  { type: 'progress', value: 1 },
  { type: 'usage', inputTokens: 1, cumulative: true },
  FAULT,
  { type: 'done', reason: 'stop', clean: true },
]
