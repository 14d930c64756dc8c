import type { DialectContext } from '../dialect.ts'
import type { DoneReason } from '../events.ts'
import { arrayField, idField, isRecord, ownField, stringField } from '../payload/jsonFields.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { createResultReader, readResults } from '../results/resultItem.ts'
import {
  createSourceFinder,
  isDocument,
  type SourceFinder,
  type SourcePlace,
} from '../results/sourceFinder.ts'
import { createSaidTexts } from '../text/saidTexts.ts'
import { createSnapshotText } from '../text/snapshotText.ts'
import { createCircumstances } from './circumstances.ts'
import { createCitationReader } from './citations.ts'
import { type LangchainMessage, readMessage, readWords } from './message.ts'
import { createToolLedger, type ToolLedger } from './toolLedger.ts'

/** Where a message comes from. */
export interface MessageOrigin {
  /** The kind of events that tells of it: what one kind has told, another one does not tell again. */
  readonly source: string
  /** The node that speaks. */
  readonly agent?: string | undefined
  /** The step in which it is said; that in which the message began counts. */
  readonly stepId?: string | undefined
  /** What names the message when it has no id. */
  readonly fallbackId?: string | undefined
}

/** The messages of a run, told of in pieces, in snapshots or whole, and often in several of these ways. */
export interface Conversation {
  readonly tools: ToolLedger
  /** What is found in states, in results of tools and in events of the application. */
  readonly sources: SourceFinder
  /** Adds a piece of a message; says whether it was one. */
  addChunk(raw: unknown, origin: MessageOrigin): boolean
  /** Takes a message as it is so far. */
  readSnapshot(raw: unknown, origin: MessageOrigin): boolean
  /** Takes a message that is whole: what was said of it before is put right, what was not is added. */
  readWhole(raw: unknown, origin: MessageOrigin): boolean
  /** Takes an answer that is no message, as it is now; where messages speak, they are the answer. */
  readPlain(text: string, place: SourcePlace): void
  /** Whether anything of the model's message with this id was told. */
  hasHeard(id: string): boolean
  /** Gives documents as what was retrieved; says whether there were any. */
  retrieve(documents: unknown, query?: string, place?: SourcePlace): boolean
  /** Why the model stopped that spoke last, if it was cut short. */
  readonly cutShort: DoneReason | undefined
  /** Whether anything was said in the answer. */
  readonly hasSpoken: boolean
}

interface Heard {
  readonly source: string
  readonly partId: string | undefined
  readonly agent: string | undefined
  readonly stepId: string | undefined
  /** Where it begins in the answer. */
  readonly start: number
}

const PLAIN = 'plain'

export function createConversation(context: DialectContext, output: EventOutput): Conversation {
  const readResult = createResultReader({ baseUrl: context.baseUrl, fields: context.resultFields })
  const readCitation = createCitationReader(context)
  const sources = createSourceFinder(context, output)
  const tools = createToolLedger({ context, output, sources })
  const said = createSaidTexts()
  const snapshots = createSnapshotText()
  const heard = new Map<string, Heard>()
  const circumstances = createCircumstances(output)
  /** Ids of messages that were held against their whole text. */
  const compared = new Set<string>()
  let hasSpoken = false
  /** How long the answer is, of all messages together. */
  let length = 0
  /** Where the answer was given that is no message. */
  let plain: SourcePlace | undefined

  function hear(message: LangchainMessage, origin: MessageOrigin): Heard {
    const id = message.id ?? origin.fallbackId
    const known = heard.get(id ?? '')
    if (known !== undefined) {
      tools.within(known)
      return known
    }
    const { source, agent, stepId } = origin
    const next = { source, partId: id, agent, stepId, start: length }
    heard.set(id ?? '', next)
    // Another message: what the one before it asked for is whole.
    tools.settle()
    tools.within(next)
    if (message.id !== undefined) output.write({ type: 'meta', messageId: message.id })
    return next
  }

  function say(
    { partId, agent, stepId }: Heard,
    channel: 'answer' | 'reasoning',
    delta: string,
  ): void {
    if (delta === '') return
    if (channel === 'answer') {
      said.add(partId ?? '', delta)
      hasSpoken = true
      length += delta.length
    }
    output.write({ type: 'text', channel, delta, partId, agent, stepId })
  }

  function cite(citations: readonly unknown[], { start, agent, stepId }: Heard): void {
    if (citations.length === 0) return
    const items = citations.flatMap((citation) => readCitation(citation, start) ?? [])
    if (items.length > 0) output.write({ type: 'results', kind: 'cited', items, agent, stepId })
  }

  function readToolMessage({ fields }: LangchainMessage): void {
    const toolCallId = idField(fields, 'tool_call_id')
    if (toolCallId === undefined) return
    const content = fields['content']
    const words = typeof content === 'string' && content !== '' ? content : 'The tool failed'
    const error = fields['status'] === 'error' ? words : undefined
    tools.finish(toolCallId, { name: stringField(fields, 'name'), output: content, error })
    // Retrievers that are tools give their documents beside the words for the model.
    sources.readOutput(ownField(fields, 'artifact'), tools.placeOf(toolCallId))
  }

  function retrieve(documents: unknown, query?: string, place?: SourcePlace): boolean {
    const list = isRecord(documents) ? documents['documents'] : documents
    if (!Array.isArray(list) || !list.every(isDocument)) return false
    const items = readResults(list, readResult)
    output.write({ type: 'results', kind: 'retrieved', items, query, ...place })
    return true
  }

  /** Says who else but the model speaks, and deals with it. */
  function readOthers(message: LangchainMessage | undefined): boolean {
    if (message?.role === 'tool') readToolMessage(message)
    return message !== undefined
  }

  function readWhole(raw: unknown, origin: MessageOrigin): boolean {
    const message = readMessage(raw)
    if (message?.role !== 'ai') return readOthers(message)
    const { answer: text, reasoning, citations } = readWords(message)
    const id = message.id ?? origin.fallbackId ?? ''
    tools.within({ agent: origin.agent, stepId: origin.stepId })
    tools.readCalls(message.fields)
    // The same words under another id: the backend has renamed the message since.
    if (!said.has(id) && text !== '' && said.hasText(text)) return true
    const isNew = !heard.has(id)
    const place = hear(message, origin)
    if (isNew) say(place, 'reasoning', reasoning)
    // The state of a graph brings every message again and again.
    const isNews = !compared.has(id) || !said.says(id, text)
    if (text !== '' && isNews) {
      const { partId, agent, stepId } = place
      const where = { partId, agent, stepId }
      if (isNew) length += text.length
      output.write({ type: 'text-full', channel: 'answer', text, mode: 'final', ...where })
      said.set(id, text)
      compared.add(id)
      hasSpoken = true
    }
    if (isNew) cite(citations, place)
    circumstances.read({ ...message, isChunk: false }, place.partId ?? '')
    return true
  }

  function readPlain(text: string, place: SourcePlace): void {
    if (said.hasText(text) || (hasSpoken && plain === undefined)) return
    const mode = plain === undefined ? 'final' : 'replace'
    plain ??= place
    said.set(PLAIN, text)
    hasSpoken = true
    output.write({ type: 'text-full', channel: 'answer', text, mode, partId: PLAIN, ...plain })
  }

  return {
    tools,
    sources,
    readPlain,
    retrieve,
    hasHeard: (id) => heard.has(id),
    addChunk(raw, origin) {
      const message = readMessage(raw)
      if (message?.role !== 'ai') return readOthers(message)
      const { answer, reasoning, citations } = readWords(message)
      // A model that does not stream comes whole among the pieces, and may come again.
      if (!message.isChunk && answer !== '' && said.hasText(answer)) return readWhole(raw, origin)
      const place = hear(message, origin)
      if (place.source !== origin.source) return true
      say(place, 'reasoning', reasoning)
      say(place, 'answer', answer)
      cite(citations, place)
      if (arrayField(message.fields, 'tool_call_chunks')?.length) {
        tools.readChunks(place.partId ?? '', message.fields)
      } else if (arrayField(message.fields, 'tool_calls')?.length) {
        tools.readCalls(message.fields)
      }
      circumstances.read(message, place.partId ?? '')
      return true
    },
    readSnapshot(raw, origin) {
      const message = readMessage(raw)
      if (message?.role !== 'ai') return readOthers(message)
      const place = hear(message, origin)
      const { partId, agent, stepId } = place
      const { answer, reasoning, citations } = readWords(message)
      const events = [
        ...snapshots.read(reasoning, { channel: 'reasoning', partId, agent, stepId }),
        ...snapshots.read(answer, { channel: 'answer', partId, agent, stepId }),
      ]
      if (answer !== '') {
        said.set(partId ?? '', answer)
        hasSpoken = true
        length = place.start + answer.length
      }
      events.forEach((event) => output.write(event))
      tools.announce(message.fields)
      cite(citations, place)
      return true
    },
    readWhole,
    get cutShort() {
      return circumstances.cutShort
    },
    get hasSpoken() {
      return hasSpoken
    },
  }
}
