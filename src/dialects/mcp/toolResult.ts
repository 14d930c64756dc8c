import type { DialectContext } from '../dialect.ts'
import {
  arrayField,
  isRecord,
  type JsonRecord,
  ownField,
  stringField,
} from '../payload/jsonFields.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { createResultReader, readResults } from '../results/resultItem.ts'

const FAILED = 'The tool failed'

/**
 * Makes the reader for what a tool or a resource gives; it says whether the result was one.
 *
 * Its text is the answer, unless the tool failed; the resources it names are what was retrieved.
 */
export function createToolResult(
  { baseUrl, resultFields }: DialectContext,
  output: EventOutput,
): (id: string, result: JsonRecord) => boolean {
  const readItem = createResultReader({ baseUrl, fields: resultFields })

  function retrieve(resources: readonly unknown[]): void {
    const items = readResults(resources.filter(isRecord), readItem)
    if (items.length > 0) output.write({ type: 'results', kind: 'retrieved', items })
  }

  function readBlock(block: unknown, partId: string): void {
    if (!isRecord(block)) return
    const { type: _type, ...fields } = block
    const type = stringField(block, 'type')
    if (type === 'text') {
      const delta = stringField(block, 'text')
      if (delta) output.write({ type: 'text', channel: 'answer', delta, partId })
    } else if (type === 'resource_link') retrieve([fields])
    else if (type === 'resource') retrieve([ownField(block, 'resource')])
    else output.write({ type: 'data', name: type || 'content', data: fields })
  }

  function readToolEnd(toolCallId: string, result: JsonRecord, content: readonly unknown[]): void {
    const structured = ownField(result, 'structuredContent') ?? undefined
    const error = result['isError'] === true ? textOf(content) || FAILED : undefined
    output.write({ type: 'tool-start', toolCallId })
    output.write({
      type: 'tool-end',
      toolCallId,
      phase: 'output',
      output: structured ?? content,
      error,
    })
    if (error !== undefined) return
    // Each block is a text of its own.
    content.forEach((block, index) => readBlock(block, `${toolCallId}:${index}`))
  }

  return (id, result) => {
    const contents = arrayField(result, 'contents')
    const content = arrayField(result, 'content')
    if (contents !== undefined) retrieve(contents)
    else if (content !== undefined) readToolEnd(id, result, content)
    return contents !== undefined || content !== undefined
  }
}

function textOf(content: readonly unknown[]): string {
  const texts = content.map((block) => (isRecord(block) ? stringField(block, 'text') : undefined))
  return texts.filter((text) => text !== undefined).join('\n')
}
