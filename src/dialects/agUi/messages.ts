import type { TextChannel } from '../events.ts'
import {
  arrayField,
  idField,
  isRecord,
  type JsonRecord,
  stringField,
} from '../payload/jsonFields.ts'
import type { KindRow } from '../payload/kindReader.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { createSaidTexts } from '../text/saidTexts.ts'
import type { AgUiRuns } from './runs.ts'

/** What the agent says and thinks. */
export interface AgUiMessages {
  readonly rows: readonly KindRow[]
  /** A list of all messages: what was said in this run is held against it. `readCalls` reads the calls of each. */
  readSnapshot(event: JsonRecord, readCalls: (message: JsonRecord) => void): boolean
  /** Gives what others than the agent said and nobody ended. */
  flush(): void
  /** Whether there is something for {@link flush} to give. */
  readonly isHolding: boolean
}

interface Message {
  readonly partId: string | undefined
  readonly role: string
  readonly agent: string | undefined
  /** The step in which it began; a text belongs to one. */
  readonly stepId: string | undefined
  /** What somebody else than the agent said. */
  foreign: string
}

const ASSISTANT = 'assistant'

export function createAgUiMessages(output: EventOutput, runs: AgUiRuns): AgUiMessages {
  const said = createSaidTexts()
  const open = { answer: new Map<string, Message>(), reasoning: new Map<string, Message>() }
  const current: { [Channel in TextChannel]: Message | undefined } = {
    answer: undefined,
    reasoning: undefined,
  }

  function begin(channel: TextChannel, event: JsonRecord): Message {
    const partId = idField(event, 'messageId')
    const message = {
      partId,
      role: stringField(event, 'role') || ASSISTANT,
      agent: stringField(event, 'name') || undefined,
      stepId: runs.stepId,
      foreign: '',
    }
    open[channel].set(partId ?? '', message)
    current[channel] = message
    const isAnswer = channel === 'answer' && message.role === ASSISTANT
    if (isAnswer && partId !== undefined) output.write({ type: 'meta', messageId: partId })
    return message
  }

  /** The message that the event names, else the one that is spoken; one of which nothing was said before begins. */
  function find(channel: TextChannel, event: JsonRecord): Message {
    const id = idField(event, 'messageId')
    const spoken = current[channel]
    if (spoken !== undefined && (id === undefined || id === spoken.partId)) return spoken
    return (id === undefined ? undefined : open[channel].get(id)) ?? begin(channel, event)
  }

  function add(channel: TextChannel, event: JsonRecord): boolean {
    const delta = event['delta']
    if (typeof delta !== 'string') return false
    const message = find(channel, event)
    current[channel] = message
    if (delta === '') return true
    if (channel === 'answer' && message.role !== ASSISTANT) {
      message.foreign += delta
      return true
    }
    const { partId, agent, stepId } = message
    if (channel === 'answer') said.add(partId ?? '', delta)
    output.write({ type: 'text', channel, delta, partId, agent, stepId })
    return true
  }

  /** A chunk begins a message by its id, and may say nothing yet. */
  function addChunk(channel: TextChannel, event: JsonRecord): void {
    if (!add(channel, event)) current[channel] = find(channel, event)
  }

  function end(channel: TextChannel, event: JsonRecord): void {
    const id = idField(event, 'messageId')
    const message = id === undefined ? current[channel] : open[channel].get(id)
    if (message !== undefined && channel === 'answer') giveForeign(message)
    if (message === current[channel]) current[channel] = undefined
  }

  /** What the user or the system says is no answer. */
  function giveForeign(message: Message): void {
    const { partId: key, role, foreign: content } = message
    if (content === '') return
    output.write({ type: 'data', name: 'message', key, data: { role, content } })
    message.foreign = ''
  }

  function textRows(channel: TextChannel, prefix: string): readonly KindRow[] {
    return [
      [`${prefix}_START`, (event) => void begin(channel, event)],
      [`${prefix}_CONTENT`, (event) => add(channel, event)],
      [`${prefix}_CHUNK`, (event) => addChunk(channel, event)],
      [`${prefix}_END`, (event) => end(channel, event)],
    ]
  }

  /** Thoughts that were not streamed; where any were, all were. */
  function think(message: JsonRecord): void {
    const text = stringField(message, 'content')
    if (!text || open.reasoning.size > 0) return
    const partId = idField(message, 'id')
    const { stepId } = runs
    output.write({ type: 'text-full', channel: 'reasoning', text, mode: 'final', partId, stepId })
  }

  /** A message that was streamed is put right; one that was not, under whatever id, is added. */
  function compare(message: JsonRecord): void {
    const partId = idField(message, 'id')
    const text = stringField(message, 'content')
    if (!text) return
    const streamed = partId === undefined ? undefined : open.answer.get(partId)
    if (streamed === undefined && said.hasText(text)) return
    const { stepId, agent } = streamed ?? { stepId: runs.stepId, agent: undefined }
    output.write({
      type: 'text-full',
      channel: 'answer',
      text,
      mode: 'final',
      partId,
      agent,
      stepId,
    })
    said.set(partId ?? '', text)
    if (streamed !== undefined || partId === undefined) return
    open.answer.set(partId, { partId, role: ASSISTANT, agent, stepId, foreign: '' })
  }

  return {
    rows: [
      ...textRows('answer', 'TEXT_MESSAGE'),
      ...textRows('reasoning', 'REASONING_MESSAGE'),
      // Older, and without ids.
      ...textRows('reasoning', 'THINKING_TEXT_MESSAGE'),
      ['REASONING_START', () => {}],
      ['REASONING_END', () => {}],
      ['THINKING_START', (event) => tellTitle(output, event)],
      ['THINKING_END', () => {}],
      [
        'REASONING_ENCRYPTED_VALUE',
        ({ type: _type, ...data }) => {
          output.write({ type: 'data', name: 'encrypted-reasoning', data })
        },
      ],
    ],
    readSnapshot(event, readCalls) {
      const messages = arrayField(event, 'messages')
      if (messages === undefined) return false
      output.write({ type: 'data', name: 'messages', key: 'messages', data: messages })
      for (const message of lastMessages(messages)) {
        if (message['role'] === ASSISTANT) compare(message)
        else if (message['role'] === 'reasoning') think(message)
        readCalls(message)
      }
      return true
    },
    flush() {
      open.answer.forEach(giveForeign)
    },
    get isHolding() {
      return [...open.answer.values()].some(({ foreign }) => foreign !== '')
    },
  }
}

function tellTitle(output: EventOutput, event: JsonRecord): void {
  const message = stringField(event, 'title')
  if (message) output.write({ type: 'status', message, phase: 'reasoning' })
}

/** What was said since the user last spoke: all before that belongs to earlier runs. */
function lastMessages(messages: readonly unknown[]): readonly JsonRecord[] {
  const records = messages.filter(isRecord)
  const lastUser = records.findLastIndex((message) => message['role'] === 'user')
  if (lastUser !== -1) return records.slice(lastUser + 1)
  return records.filter((message) => message['role'] === ASSISTANT).slice(-1)
}
