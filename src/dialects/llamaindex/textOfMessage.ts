import {
  arrayField,
  isRecord,
  type JsonRecord,
  recordField,
  stringField,
} from '../payload/jsonFields.ts'

/**
 * The words of a chat message or of a tool's output: its `content`, else its text blocks, joined as LlamaIndex joins
 * them. Pictures, thoughts and other blocks are no words.
 */
export function textOfMessage(message: JsonRecord): string | undefined {
  const content = stringField(message, 'content')
  if (content !== undefined) return content
  const texts = (arrayField(message, 'blocks') ?? []).flatMap((block) => {
    const text = isRecord(block) ? stringField(block, 'text') : undefined
    return text === undefined ? [] : [text]
  })
  return texts.length === 0 ? undefined : texts.join('\n')
}

/** What the model thought before it spoke, in blocks of its own. */
export function thoughtsOfMessage(message: JsonRecord): string {
  const blocks = (arrayField(message, 'blocks') ?? []).filter(isRecord)
  const thoughts = blocks.filter((block) => block['block_type'] === 'thinking')
  return thoughts.map((block) => stringField(block, 'content') ?? '').join('')
}

/** The words of what a workflow returned: a text, a chat response or the output of an agent. */
export function textOfResult(result: unknown): string | undefined {
  if (typeof result === 'string') return result
  if (!isRecord(result)) return undefined
  const response = recordField(result, 'response')
  return response === undefined ? stringField(result, 'response') : textOfMessage(response)
}

/** Takes off the wrapper in which LlamaIndex's JSON serialiser puts its models. */
export function unwrapModel(value: unknown): unknown {
  const isWrapped = isRecord(value) && value['__is_pydantic'] === true
  return isWrapped ? value['value'] : value
}

/** The nodes that a retrieval brought: in the response of a query engine, in an event about sources, or bare. */
export function nodesIn(value: unknown): readonly unknown[] {
  const nodes = isRecord(value)
    ? (arrayField(value, 'source_nodes') ?? arrayField(value, 'nodes') ?? [])
    : value
  if (!Array.isArray(nodes)) return []
  return nodes.filter((node) => isRecord(node) && (isRecord(node['node']) || 'metadata' in node))
}
