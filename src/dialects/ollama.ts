import { defineDialect, type DetectionClaim, type DetectionProbe } from './dialect.ts'
import { hasError, readErrorRecord } from './payload/errorRecord.ts'
import type { DoneReason, EventOf, TextChannel } from './events.ts'
import { readFinishReason } from './bookkeeping/finishReason.ts'
import {
  arrayField,
  idField,
  isRecord,
  type JsonRecord,
  numberField,
  ownField,
  recordField,
  stringField,
} from './payload/jsonFields.ts'
import { createRecordReader } from './payload/recordReader.ts'
import { createThinkSplitter } from './text/thinkSplitter.ts'
import { createToolInput, readToolInput } from './tools/toolInput.ts'

const DURATIONS = ['total_duration', 'load_duration', 'prompt_eval_duration', 'eval_duration']

/** A list of numbers, one for each token of the talk: it alone can be more than a payload may hold. */
const CONTEXT = /"context"\s*:\s*\[[\d\s,]*\]/

/**
 * Ollama's `/api/chat` and `/api/generate`, one JSON object per line. The line with `done: true` is the last, and may
 * still bring text; a line with `error` is the last too, under a status of 200.
 *
 * The model's own `stop` after it has called tools is told as `tool-calls`, for that is what it waits for.
 */
export const ollamaDialect = defineDialect({
  name: 'ollama',
  create: (context) =>
    createRecordReader(context, (output) => {
      const content = createThinkSplitter(writeText)
      let model: string | undefined
      let calls = 0

      function writeText(channel: TextChannel, delta: string): void {
        output.write({ type: 'text', channel, delta })
      }

      function readModel(value: unknown): void {
        if (typeof value !== 'string' || value === '') return
        model = value
        output.write({ type: 'meta', model })
      }

      /** Chat speaks in a message, generate beside it, with names of their own for the text. */
      function readSpeech(speech: JsonRecord, text: unknown): void {
        const { thinking, tool_calls: toolCalls, image, images } = speech
        if (typeof thinking === 'string' && thinking !== '') writeText('reasoning', thinking)
        if (typeof text === 'string' && text !== '') content.push(text)
        if (Array.isArray(toolCalls)) toolCalls.forEach(readToolCall)
        if (image) output.write({ type: 'data', name: 'image', data: image })
        if (!Array.isArray(images)) return
        for (const data of images) output.write({ type: 'data', name: 'image', data })
      }

      /** Calls come whole. */
      function readToolCall(call: unknown): void {
        const target = isRecord(call) ? recordField(call, 'function') : undefined
        if (!isRecord(call) || target === undefined) {
          output.writeUnknown(call)
          return
        }
        calls++
        const args = ownField(target, 'arguments') ?? {}
        const whole = typeof args === 'string' ? readToolInput(args, context.json) : args
        const id = idField(call, 'id') ?? `tool-${calls}`
        const input = createToolInput(id, stringField(target, 'name'), context.json)
        content.end()
        output.write(input.start(whole))
        const end = input.end(whole)
        if (end !== undefined) output.write(end)
      }

      function readLine(line: JsonRecord): void {
        if (isRecord(line['message'])) readSpeech(line['message'], line['message']['content'])
        else readSpeech(line, line['response'])
        if (line['logprobs'])
          output.write({ type: 'data', name: 'logprobs', data: line['logprobs'] })
        const value = numberField(line, 'completed')
        const total = numberField(line, 'total')
        if (value !== undefined) output.write({ type: 'progress', value, total })
      }

      function finish(line: JsonRecord): void {
        content.end()
        const usage = readUsage(line)
        if (usage !== undefined) output.write(usage)
        const timings = DURATIONS.flatMap((name) => {
          const duration = numberField(line, name)
          return duration === undefined ? [] : [[name, duration] as const]
        })
        if (timings.length > 0) {
          output.write({ type: 'data', name: 'timings', data: Object.fromEntries(timings) })
        }
        const tokens = arrayField(line, 'context')
        if (tokens !== undefined) output.write({ type: 'data', name: 'context', data: tokens })
        const rawReason = stringField(line, 'done_reason')
        output.finish(reasonOf(rawReason, calls > 0), true, rawReason)
      }

      return {
        read(line) {
          if (hasError(line)) {
            content.end()
            output.write(readErrorRecord(line))
            output.finish('error', true)
            return
          }
          if (line['done'] === undefined && !isRecord(line['message'])) {
            output.writeUnknown(line)
            return
          }
          if (line['model'] !== model) readModel(line['model'])
          readLine(line)
          if (line['done'] === true) finish(line)
        },
        readEndMark: () => output.finish('stop', true),
        end() {
          content.end()
          output.finish('eof', false)
        },
        // What is held back is let go of at the end only.
        isOpen: () => !content.isHolding(),
        lighten: (data) =>
          CONTEXT.test(data) ? data.replace(CONTEXT, '"context":null') : undefined,
      }
    }),
  detect: detectOllama,
})

/** Counts are left out where they are 0. */
function readUsage(line: JsonRecord): EventOf<'usage'> | undefined {
  const inputTokens = numberField(line, 'prompt_eval_count')
  const outputTokens = numberField(line, 'eval_count')
  if (inputTokens === undefined && outputTokens === undefined) return undefined
  return { type: 'usage', inputTokens, outputTokens, cumulative: true }
}

/** `load` and `unload` are no answers: the model was moved into memory, or out of it. */
function reasonOf(rawReason: string | undefined, hasCalls: boolean): DoneReason {
  const reason = readFinishReason(rawReason ?? 'stop')
  return reason === 'stop' && hasCalls ? 'tool-calls' : reason
}

function detectOllama({ json }: DetectionProbe): DetectionClaim | undefined {
  if (!isRecord(json)) return undefined
  const speaks = typeof json['response'] === 'string' || isRecord(json['message'])
  if (typeof json['done'] === 'boolean' && speaks) {
    return { rule: 'done stands beside message or response' }
  }
  const isError = typeof json['error'] === 'string' && Object.keys(json).length === 1
  return isError ? { rule: 'error is a text and stands alone', provisional: true } : undefined
}
