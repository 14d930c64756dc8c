import { defineDialect, type DetectionClaim, type DetectionProbe } from './dialect.ts'
import { hasError, isFault, readErrorRecord } from './payload/errorRecord.ts'
import {
  arrayField,
  isRecord,
  type JsonRecord,
  recordField,
  stringField,
} from './payload/jsonFields.ts'
import { createChatChunkExtras } from './openaiChat/chunkExtras.ts'
import { createChoiceReader } from './openaiChat/choiceReader.ts'
import { readChatFinish } from './openaiChat/finishReason.ts'
import { createPipelineEventReader } from './openaiChat/pipelineEvent.ts'
import { createRecordReader } from './payload/recordReader.ts'

/**
 * OpenAI's chat completions, and everybody who speaks like them: chunks with `choices`, `[DONE]` at the end.
 *
 * A model's `finish_reason` counts as the end of the answer too, for not every clone sends the mark. A failure is a chunk
 * with `error`; what was said before it stays. Thoughts are taken from whichever of their fields comes first, and from a
 * leading `<think>`. Of several choices the first is the answer, the others are `data` named `choice`.
 */
export const openaiChatDialect = defineDialect({
  name: 'openai-chat',
  create: (context) =>
    createRecordReader(context, (output) => {
      const choice = createChoiceReader(context, output)
      const extras = createChatChunkExtras(context, output)
      const readPipelineEvent = createPipelineEventReader(context, output)
      let messageId: string | undefined
      let model: string | undefined
      let hasFailed = false

      /** Both may be missing or empty on the first chunks, and some routers change the id on the way. */
      function readIds(chunk: JsonRecord): void {
        const id = messageId === undefined ? stringField(chunk, 'id') || undefined : undefined
        const name = model === undefined ? stringField(chunk, 'model') || undefined : undefined
        if (id === undefined && name === undefined) return
        messageId ??= id
        model ??= name
        output.write({
          type: 'meta',
          ...(id !== undefined && { messageId: id }),
          ...(name !== undefined && { model: name }),
        })
      }

      function readChoices(choices: readonly unknown[]): void {
        for (const entry of choices) {
          if (!isRecord(entry)) output.writeUnknown(entry)
          else if ((entry['index'] ?? 0) === 0) choice.read(entry)
          else output.write({ type: 'data', name: 'choice', data: entry })
        }
      }

      function fail(chunk: JsonRecord): void {
        hasFailed = true
        choice.release()
        output.write(readErrorRecord(chunk))
      }

      function finish(isClean: boolean): void {
        const { finishReason } = choice
        if (isClean || finishReason !== undefined) choice.end()
        else choice.release()
        if (hasFailed || choice.hasFailed) output.finish('error', isClean, finishReason)
        else if (choice.hasRefused) output.finish('content-filter', true, finishReason)
        else if (finishReason !== undefined) {
          output.finish(readChatFinish(finishReason), true, finishReason)
        } else output.finish(isClean ? 'stop' : 'eof', isClean)
      }

      return {
        read(chunk, frame) {
          const { choices } = chunk
          const isList = Array.isArray(choices)
          if (isList) {
            if (messageId === undefined || model === undefined) readIds(chunk)
            readChoices(choices)
          }
          const hasExtras = extras.read(chunk)
          if (hasError(chunk) || (!isList && isBareFault(chunk, frame.event))) fail(chunk)
          else if (!isList && !hasExtras && !readPipelineEvent(chunk)) output.writeUnknown(chunk)
        },
        readEndMark: () => finish(true),
        end: () => finish(false),
        // What ends of itself, or is held back, is told at the end only.
        isOpen: () =>
          !hasFailed &&
          !choice.hasFailed &&
          !choice.hasRefused &&
          choice.finishReason === undefined &&
          !choice.isHolding(),
      }
    }),
  detect: detectOpenaiChat,
})

/** vLLM writes its errors without a wrapping, and FastAPI around a backend has a word of its own. */
function isBareFault(payload: JsonRecord, event: string): boolean {
  if (payload['object'] === 'error' || Object.hasOwn(payload, 'detail')) return true
  return isFault(payload, event)
}

function detectOpenaiChat({ json }: DetectionProbe): DetectionClaim | undefined {
  if (!isRecord(json)) return undefined
  if (arrayField(json, 'choices') !== undefined) return { rule: 'choices is a list' }
  if (json['object'] === 'error' && stringField(json, 'message') !== undefined) {
    return { rule: 'object is "error"', provisional: true }
  }
  const error = recordField(json, 'error')
  const isOwn = error !== undefined && !Object.hasOwn(json, 'type') && stringField(error, 'message')
  return isOwn ? { rule: 'error has a message', provisional: true } : undefined
}
