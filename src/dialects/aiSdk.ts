import { createDataStreamReader } from './aiSdk/dataStream.ts'
import { createMessageRun } from './aiSdk/messageRun.ts'
import { createUiMessageReader } from './aiSdk/uiMessage.ts'
import { detectAiSdk, detectAiSdkHeaders, isPrefixedLine } from './aiSdk/detect.ts'
import { defineDialect, type DialectContext, type DialectReader } from './dialect.ts'
import type { JsonRecord } from './payload/jsonFields.ts'
import { createRecordReader } from './payload/recordReader.ts'

/**
 * The AI SDK: UI message streams (v5 to v7) as an event stream, data streams (up to v4) as lines of prefixed JSON, and
 * text streams as they are. LlamaIndex's chat servers speak the first two.
 *
 * `finish` is not the last word where streams are merged, so `done` waits for `[DONE]` or the end of the body. A server
 * that never said `start` says no `finish` either, and a clean end of its body is the end of the answer.
 */
export const aiSdkDialect = defineDialect({
  name: 'ai-sdk',
  readsBareText: true,
  create: (context) =>
    context.framing === 'text' ? createTextReader() : createMessageReader(context),
  detect: detectAiSdk,
  detectHeaders: detectAiSdkHeaders,
})

function createMessageReader(context: DialectContext): DialectReader {
  const reader = createRecordReader(context, (output) => {
    const run = createMessageRun(context, output)
    const readUiMessage = createUiMessageReader(run)
    const readDataStream = createDataStreamReader(run)
    const read = (record: JsonRecord): void => {
      if (!readUiMessage(record) && !readDataStream(record)) output.writeUnknown(record)
    }
    return {
      read,
      readRest: read,
      readEndMark: () => run.end(true),
      isOpen: () => run.isOpen,
      end: () => run.end(false),
    }
  })

  return {
    read(frame) {
      const { data } = frame
      if (data === undefined || !isPrefixedLine(data)) return reader.read(frame)
      // One field named as the prefix: so the line goes the way of all other payloads.
      return reader.read({ ...frame, data: `{"${data.charAt(0)}":${data.slice(2)}}` })
    },
    end: () => reader.end(),
    suspend: () => reader.suspend?.(),
  }
}

/** A text stream: every piece of the body is text, and its end is the only end there is. */
function createTextReader(): DialectReader {
  return {
    read: ({ data }) => (data ? [{ type: 'text', channel: 'answer', delta: data }] : []),
    end: () => [{ type: 'done', reason: 'eof', clean: true }],
  }
}
