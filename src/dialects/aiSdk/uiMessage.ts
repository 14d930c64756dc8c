import type { TextChannel } from '../events.ts'
import { idField, type JsonRecord, ownField, stringField } from '../payload/jsonFields.ts'
import type { KindReader, KindRow } from '../payload/kindReader.ts'
import type { MessageRun } from './messageRun.ts'
import { readDataPart } from './dataParts.ts'
import { toolReaders } from './toolChunks.ts'

const CHANNELS = ['text', 'reasoning'] as const
const CHANNEL_OF = { text: 'answer', reasoning: 'reasoning' } as const
const DATA_PREFIX = 'data-'

/**
 * Makes the reader for the chunks of a UI message stream, v5 to v7; it says whether it knew the chunk.
 * @see https://ai-sdk.dev/docs/ai-sdk-ui/stream-protocol
 */
export function createUiMessageReader(run: MessageRun): (chunk: JsonRecord) => boolean {
  const readers = new Map<string, KindReader>([
    ...CHANNELS.flatMap((channel) => textReaders(run, channel)),
    ...toolReaders(run),
    ...partReaders(run),
    ...messageReaders(run),
  ])

  return (chunk) => {
    const type = chunk['type']
    if (typeof type !== 'string') return false
    const read = readers.get(type)
    if (read !== undefined) return read(chunk) !== false
    if (!type.startsWith(DATA_PREFIX)) return false
    readDataPart(run, type.slice(DATA_PREFIX.length), chunk)
    return true
  }
}

function textReaders(run: MessageRun, name: (typeof CHANNELS)[number]): readonly KindRow[] {
  const channel: TextChannel = CHANNEL_OF[name]
  /** Ids of the blocks, and under which name the block goes now: some backends use an id again for the next block. */
  const parts = new Map<string, { partId: string; uses: number; stepId: string | undefined }>()

  return [
    [
      `${name}-start`,
      (chunk) => {
        const id = idField(chunk, 'id')
        if (id === undefined) return
        const known = parts.get(id)
        // The state tells blocks of different steps apart by itself.
        const uses = known !== undefined && known.stepId === run.stepId ? known.uses + 1 : 1
        const partId = uses === 1 ? id : `${id}:${uses}`
        parts.set(id, { partId, uses, stepId: run.stepId })
      },
    ],
    [
      `${name}-delta`,
      (chunk) => {
        const delta = chunk['delta']
        if (typeof delta !== 'string') return false
        const id = idField(chunk, 'id')
        run.text(channel, delta, id === undefined ? id : (parts.get(id)?.partId ?? id))
        return true
      },
    ],
    [`${name}-end`, () => {}],
  ]
}

function partReaders(run: MessageRun): readonly KindRow[] {
  const readAsData =
    (name: string): KindReader =>
    (chunk) =>
      run.write({ type: 'data', name, data: chunk, stepId: run.stepId })
  const readSource: KindReader = ({ type: _type, ...source }) => run.cite(source)

  return [
    ['source-url', readSource],
    ['source-document', readSource],
    ['file', readAsData('file')],
    ['reasoning-file', readAsData('file')],
    ['tool-approval-response', readAsData('tool-approval-response')],
    [
      'custom',
      (chunk) => {
        const name = stringField(chunk, 'kind') || 'custom'
        run.write({ type: 'data', name, data: chunk, stepId: run.stepId })
      },
    ],
  ]
}

function messageReaders(run: MessageRun): readonly KindRow[] {
  const describe: KindReader = (chunk) => run.describe(ownField(chunk, 'messageMetadata'))

  return [
    [
      'start',
      (chunk) => {
        run.start(idField(chunk, 'messageId'))
        describe(chunk)
      },
    ],
    ['start-step', () => run.startStep()],
    ['finish-step', () => run.endStep()],
    ['reset-step', () => resetStep(run)],
    ['message-metadata', describe],
    ['error', (chunk) => run.fail(stringField(chunk, 'errorText') ?? '')],
    [
      'abort',
      (chunk) => {
        const message = stringField(chunk, 'reason')
        if (message) run.write({ type: 'status', message, level: 'warning' })
        run.conclude('abort')
      },
    ],
    [
      'finish',
      (chunk) => {
        describe(chunk)
        run.conclude(stringField(chunk, 'finishReason'))
      },
    ],
  ]
}

/** "Remove all parts since the last start-step": the texts of the step go, and that they went is said. */
function resetStep(run: MessageRun): void {
  const { stepId } = run
  if (stepId !== undefined) {
    for (const name of CHANNELS) {
      const channel = CHANNEL_OF[name]
      run.write({ type: 'text-full', channel, text: '', mode: 'replace', stepId })
    }
  }
  run.write({ type: 'data', name: 'reset-step', data: null, stepId })
}
