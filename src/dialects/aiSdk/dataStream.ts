import {
  idField,
  isRecord,
  type JsonRecord,
  ownField,
  recordField,
  stringField,
} from '../payload/jsonFields.ts'
import { readTokenUsage } from '../bookkeeping/tokenUsage.ts'
import type { MessageRun } from './messageRun.ts'

type ValueReader = (value: unknown) => boolean | void

/**
 * Makes the reader for the lines of a data stream up to v4, each as an object of one field named as the line's prefix;
 * it says whether it knew the line.
 * @see https://v4.ai-sdk.dev/docs/ai-sdk-ui/stream-protocol
 */
export function createDataStreamReader(run: MessageRun): (line: JsonRecord) => boolean {
  const asData = (name: string): ValueReader => {
    return (data) => run.write({ type: 'data', name, data, stepId: run.stepId })
  }

  const readers: ReadonlyMap<string, ValueReader> = new Map<string, ValueReader>([
    ['0', ofText((text) => run.text('answer', text))],
    ['g', ofText((text) => run.text('reasoning', text))],
    ['2', ofList(asData('data'))],
    ['3', ofText((message) => run.fail(message))],
    ['5', ofRecord((control) => readControl(run, control))],
    ['8', ofList((annotation) => readAnnotation(run, annotation))],
    [
      '9',
      ofCall((id, call) => {
        const [name, input] = [stringField(call, 'toolName'), ownField(call, 'args')]
        run.endTool(id, { phase: 'input', name, input })
      }),
    ],
    [
      'a',
      ofCall((id, result) => {
        run.endTool(id, { phase: 'output', output: ownField(result, 'result') })
      }),
    ],
    ['b', ofCall((id, call) => run.startTool(id, stringField(call, 'toolName')))],
    ['c', ofCall((id, call) => run.growTool(id, stringField(call, 'argsTextDelta') ?? ''))],
    ['d', ofRecord((finish) => readFinish(run, finish))],
    ['e', ofRecord((finish) => readStepFinish(run, finish))],
    ['f', ofRecord((start) => readStepStart(run, start))],
    ['h', ofRecord((source) => run.cite(source))],
    ['i', asData('redacted-reasoning')],
    ['j', asData('reasoning-signature')],
    ['k', asData('file')],
  ])

  return (line) => {
    const [prefix = '', ...others] = Object.keys(line)
    if (prefix.length !== 1 || others.length > 0) return false
    return readers.get(prefix)?.(line[prefix]) !== false && readers.has(prefix)
  }
}

function ofText(read: (text: string) => void): ValueReader {
  return (value) => {
    if (typeof value !== 'string') return false
    read(value)
    return true
  }
}

function ofList(read: (entry: unknown) => void): ValueReader {
  return (value) => {
    if (!Array.isArray(value)) return false
    value.forEach((entry) => read(entry))
    return true
  }
}

function ofRecord(read: (record: JsonRecord) => boolean | void): ValueReader {
  return (value) => (isRecord(value) ? read(value) : false)
}

function ofCall(read: (toolCallId: string, record: JsonRecord) => void): ValueReader {
  return ofRecord((record) => {
    const toolCallId = idField(record, 'toolCallId')
    if (toolCallId === undefined) return false
    read(toolCallId, record)
    return true
  })
}

function readControl(run: MessageRun, control: JsonRecord): void {
  run.start(idField(control, 'messageId'))
  const conversationId = idField(control, 'threadId')
  if (conversationId) run.write({ type: 'meta', conversationId })
}

/** Annotations are the application's own; create-llama sends what it found and what it does as such. */
function readAnnotation(run: MessageRun, annotation: unknown): void {
  const fields = isRecord(annotation) ? annotation : {}
  const data = recordField(fields, 'data') ?? {}
  const type = stringField(fields, 'type')
  if (type === 'sources' && run.retrieve(data['nodes'])) return
  const title = type === 'events' ? stringField(data, 'title') : undefined
  if (title) {
    run.write({ type: 'status', message: title })
    return
  }
  run.write({
    type: 'data',
    name: type || 'annotation',
    data: type && Object.hasOwn(fields, 'data') ? fields['data'] : annotation,
    stepId: run.stepId,
  })
}

function readStepStart(run: MessageRun, start: JsonRecord): void {
  run.start(idField(start, 'messageId'))
  run.startStep()
}

/** The figures of a step add up; those of the message are the sum, and take their place. */
function readStepFinish(run: MessageRun, finish: JsonRecord): void {
  writeUsage(run, finish, false)
  // "isContinued": the next step goes on in the middle of the sentence, and is a step all the same.
  run.endStep()
}

function readFinish(run: MessageRun, finish: JsonRecord): void {
  writeUsage(run, finish, true)
  run.conclude(stringField(finish, 'finishReason'))
}

function writeUsage(run: MessageRun, finish: JsonRecord, cumulative: boolean): void {
  const usage = readTokenUsage(recordField(finish, 'usage') ?? {}, cumulative)
  if (usage) run.write(usage)
}
