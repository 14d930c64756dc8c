import type { DialectContext } from '../dialect.ts'
import type { TextChannel } from '../events.ts'
import type { Writable } from '../writable.ts'
import {
  arrayField,
  isRecord,
  type JsonRecord,
  recordField,
  stringField,
} from '../payload/jsonFields.ts'
import { UNSAID } from '../payload/errorRecord.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { isSameJson } from '../payload/sameJson.ts'
import { createThinkSplitter } from '../text/thinkSplitter.ts'
import { createChatCitations } from './citations.ts'
import { readContentParts } from './contentParts.ts'
import { createHostedTools } from './hostedTools.ts'
import { readReasoning } from './reasoning.ts'
import { createChatToolCalls } from './toolCalls.ts'

/** Reads the choice that is the answer, chunk by chunk. */
export interface ChoiceReader {
  read(choice: JsonRecord): void
  /** Gives the text that was held back because it could have become a tag. */
  release(): void
  /** The answer is whole: gives what was held back and closes the calls. */
  end(): void
  /** Whether text is held back because it could become a tag. */
  isHolding(): boolean
  readonly finishReason: string | undefined
  readonly hasRefused: boolean
  /** A failure was written as if it were the answer. */
  readonly hasFailed: boolean
}

/** How RAGFlow begins an answer that is none. */
const FAILURE = /^\s*\*\*ERROR\*\*: */

export function createChoiceReader(context: DialectContext, output: EventOutput): ChoiceReader {
  const content = createThinkSplitter(writeText)
  // Groq has its models' tags in the field for thoughts; whatever is in there is thought.
  const thoughts = createThinkSplitter((_, delta) => writeText('reasoning', delta))
  const toolCalls = createChatToolCalls(context, output)
  const citations = createChatCitations(context, output)
  const hostedTools = createHostedTools(context, output)
  let hasSpoken = false
  let filterResults: unknown

  function writeText(channel: TextChannel, delta: string): void {
    if (channel === 'answer') hasSpoken = true
    output.write({ type: 'text', channel, delta })
  }

  function readText(value: unknown): void {
    if (typeof value === 'string') {
      if (!hasSpoken && FAILURE.test(value)) fail(value.replace(FAILURE, ''))
      else if (value !== '') content.push(value)
    } else if (Array.isArray(value)) readContentParts(value, readPiece, output)
  }

  function fail(message: string): void {
    choice.hasFailed = true
    output.write({ type: 'error', message: message || UNSAID, recoverable: false, scope: 'stream' })
  }

  function readPiece(channel: TextChannel, text: string): void {
    if (text === '') return
    if (channel === 'answer') content.push(text)
    else writeText(channel, text)
  }

  /** Asks for the rare fields first: almost every delta is a piece of text and nothing else. */
  function readDelta(delta: JsonRecord): void {
    const reasoning = readReasoning(delta, output)
    if (reasoning !== undefined) thoughts.push(reasoning)
    readText(delta['content'])
    if (delta['refusal']) readRefusal(delta['refusal'])
    if (delta['audio'] ?? delta['images']) readMedia(delta)
    if (delta['tool_calls'] ?? delta['function_call']) toolCalls.read(delta)
    const { annotations, reference, references, final_content } = delta
    if (annotations ?? reference ?? references ?? final_content ?? delta['context']) {
      citations.readDelta(delta)
    }
    if (delta['executed_tools'] ?? delta['reasoning_steps']) hostedTools.read(delta)
  }

  function readRefusal(refusal: unknown): void {
    if (typeof refusal !== 'string') return
    choice.hasRefused = true
    release()
    writeText('answer', refusal)
  }

  /** Speech comes with its words; it is the words that are the answer. */
  function readMedia(delta: JsonRecord): void {
    const audio = recordField(delta, 'audio')
    if (audio !== undefined) {
      readText(stringField(audio, 'transcript'))
      if (stringField(audio, 'data')) output.write({ type: 'data', name: 'audio', data: audio })
    }
    for (const image of arrayField(delta, 'images') ?? []) {
      output.write({ type: 'data', name: 'image', data: image })
    }
  }

  /** A message is no piece: it is the whole, beside which there may have been pieces before. */
  function readMessage(message: JsonRecord): void {
    const whole = stringField(message, 'content')
    if (!whole || !hasSpoken) {
      readDelta(message)
      return
    }
    release()
    output.write({ type: 'text-full', channel: 'answer', text: whole, mode: 'final' })
  }

  /** A filter that says the same of every chunk says it once. */
  function readFilter(fields: JsonRecord): void {
    const results = recordField(fields, 'content_filter_results')
    if (results === undefined || Object.keys(results).length === 0) return
    const offsets = fields['content_filter_offsets']
    const data = offsets === undefined ? results : { ...results, content_filter_offsets: offsets }
    if (isSameJson(data, filterResults)) return
    filterResults = data
    output.write({ type: 'data', name: 'content-filter', data })
  }

  function readFinish(reason: string): void {
    // A filter that runs beside the model may find fault after the model has stopped.
    if (choice.finishReason !== 'content_filter') choice.finishReason = reason
    release()
    toolCalls.end()
  }

  function release(): void {
    thoughts.end()
    content.end()
  }

  const choice: Writable<ChoiceReader> = {
    finishReason: undefined,
    hasRefused: false,
    hasFailed: false,
    read(fields) {
      const { delta, message, text, logprobs, finish_reason: reason } = fields
      // Some routers send the text beside the delta, for old and new readers alike.
      if (isRecord(delta)) readDelta(delta)
      else if (isRecord(message)) readMessage(message)
      else if (typeof text === 'string') readText(text)
      if (isRecord(logprobs)) output.write({ type: 'data', name: 'logprobs', data: logprobs })
      if (fields['content_filter_results'] !== undefined) readFilter(fields)
      // DashScope writes the lack of a reason as a word.
      if (typeof reason === 'string' && reason !== '' && reason !== 'null') readFinish(reason)
    },
    release,
    end() {
      release()
      toolCalls.end()
    },
    isHolding: () => thoughts.isHolding() || content.isHolding(),
  }
  return choice
}
