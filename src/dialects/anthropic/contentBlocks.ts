import type { DialectContext } from '../dialect.ts'
import type { TextChannel } from '../events.ts'
import {
  arrayField,
  inWords,
  isRecord,
  type JsonRecord,
  recordField,
  stringField,
} from '../payload/jsonFields.ts'
import type { KindReader } from '../payload/kindReader.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { createBlockCitations } from './citations.ts'
import { createBlockTools } from './tools.ts'

/** Reads the blocks that a message is made of. */
export interface ContentBlocks {
  readonly start: KindReader
  readonly readDelta: KindReader
  readonly stop: KindReader
  /** The message is over, also for blocks of which a clone did not say so. */
  endMessage(): void
  /** Another message begins, whose blocks are counted anew. */
  startMessage(): void
  /** The message begins anew: what it said is not said. */
  takeBack(): void
}

/** Blocks that are nothing to read: they go on whole, under the name of their type. */
const OPAQUE: ReadonlySet<string> = new Set(['redacted_thinking', 'container_upload', 'fallback'])

export function createContentBlocks(context: DialectContext, output: EventOutput): ContentBlocks {
  const lengths = { answer: 0, reasoning: 0 }
  const citations = createBlockCitations(context, output)
  const tools = createBlockTools(context, output)

  function say(channel: TextChannel, delta: unknown): boolean {
    if (typeof delta !== 'string') return false
    if (delta === '') return true
    lengths[channel] += delta.length
    output.write({ type: 'text', channel, delta })
    return true
  }

  function tell(name: string, key: unknown, data: unknown): void {
    output.write({ type: 'data', name, key: inWords(key), data })
  }

  function start(event: JsonRecord): boolean {
    const block = recordField(event, 'content_block')
    const type = block && stringField(block, 'type')
    if (block === undefined || type === undefined) return false
    const { index } = event
    if (type === 'text') {
      citations.open(index, lengths.answer)
      say('answer', block['text'])
      for (const citation of arrayField(block, 'citations') ?? []) {
        citations.read(index, citation, lengths.answer)
      }
    } else if (type === 'thinking') say('reasoning', block['thinking'])
    else if (type === 'compaction') readCompaction(index, block['content'])
    else if (OPAQUE.has(type)) output.write({ type: 'data', name: type, data: block })
    else return tools.open(index, type, block)
    return true
  }

  function readDelta(event: JsonRecord): boolean {
    const { delta, index } = event
    if (!isRecord(delta)) return false
    switch (delta['type']) {
      case 'text_delta':
        return say('answer', delta['text'])
      case 'thinking_delta':
        return say('reasoning', delta['thinking'])
      case 'input_json_delta':
        return tools.grow(index, delta['partial_json'])
      case 'citations_delta':
        return citations.read(index, delta['citation'], lengths.answer)
      case 'signature_delta':
        tell('signature', index, { index, signature: delta['signature'] })
        return true
      case 'compaction_delta':
        readCompaction(index, delta['content'])
        return true
      default:
        return false
    }
  }

  function readCompaction(index: unknown, content: unknown): void {
    if (typeof content === 'string' && content !== '') tell('compaction', index, content)
  }

  function stop({ index }: JsonRecord): boolean {
    citations.close(index, lengths.answer)
    tools.close(index)
    return true
  }

  function startMessage(): void {
    citations.clear()
    tools.clear()
  }

  return {
    start,
    readDelta,
    stop,
    endMessage: () => tools.closeAll(),
    startMessage,
    takeBack() {
      tools.giveUp()
      for (const channel of ['answer', 'reasoning'] as const) {
        if (lengths[channel] === 0) continue
        lengths[channel] = 0
        output.write({ type: 'text-full', channel, text: '', mode: 'replace' })
      }
      startMessage()
    },
  }
}
