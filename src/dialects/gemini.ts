import { defineDialect, type DetectionClaim, type DetectionProbe } from './dialect.ts'
import { hasError, readErrorRecord } from './payload/errorRecord.ts'
import type { DoneReason } from './events.ts'
import { readFinishReason } from './bookkeeping/finishReason.ts'
import { withCamelKeys } from './gemini/camelKeys.ts'
import { createCandidate } from './gemini/candidate.ts'
import { readGeminiFinish } from './gemini/finishReason.ts'
import { createInteraction } from './gemini/interaction.ts'
import { readGeminiUsage } from './gemini/usage.ts'
import { createIdWatch } from './bookkeeping/idWatch.ts'
import {
  arrayField,
  isRecord,
  type JsonRecord,
  recordField,
  stringField,
} from './payload/jsonFields.ts'
import { createRecordReader } from './payload/recordReader.ts'
import { createUsageWatch } from './bookkeeping/usageWatch.ts'

/** The ends of an interaction. */
const OVER: ReadonlySet<string> = new Set(['interaction.completed', 'interaction.complete'])

/**
 * Gemini's `streamGenerateContent?alt=sse`: chunks with `candidates`, and no mark at the end. A `finishReason`, or a
 * prompt that was blocked, tells a whole answer from one that was cut off; `done` waits for the end of the body,
 * because sources may follow.
 *
 * The model's `STOP` after it has called functions is told as `tool-calls`, for that is what it waits for. Signatures of
 * thoughts are not handed on. The Interactions API, whose events have an `event_type`, is read too.
 */
export const geminiDialect = defineDialect({
  name: 'gemini',
  create: (context) =>
    createRecordReader(context, (output) => {
      const candidate = createCandidate(context, output)
      const interaction = createInteraction(context, output)
      const watchUsage = createUsageWatch()
      const watchIds = createIdWatch([
        ['messageId', 'responseId'],
        ['model', 'modelVersion'],
      ])
      let blockReason: string | undefined
      let hasFailed = false

      function readCandidates(candidates: readonly unknown[]): void {
        for (const entry of candidates) {
          if (!isRecord(entry)) output.writeUnknown(entry)
          else if ((entry['index'] ?? 0) === 0) candidate.read(entry)
          else output.write({ type: 'data', name: 'candidate', data: entry })
        }
      }

      function readFeedback(feedback: JsonRecord): void {
        blockReason = stringField(feedback, 'blockReason') ?? blockReason
        output.write({ type: 'data', name: 'prompt-feedback', data: feedback })
      }

      function read(record: JsonRecord): void {
        const chunk = withCamelKeys(record)
        if (typeof chunk['event_type'] === 'string') {
          interaction.read(chunk)
          if (OVER.has(chunk['event_type'])) finish(true)
          return
        }
        // Google's own command line tools wrap the chunk.
        const inner = recordField(chunk, 'response')
        if (inner !== undefined && !isChunk(chunk) && isChunk(inner)) {
          read(inner)
          return
        }
        const { candidates, usageMetadata } = chunk
        const ids = watchIds(chunk)
        if (ids) output.write(ids)
        if (Array.isArray(candidates)) readCandidates(candidates)
        const feedback = recordField(chunk, 'promptFeedback')
        if (feedback !== undefined) readFeedback(feedback)
        const usage = isRecord(usageMetadata) && watchUsage(readGeminiUsage(usageMetadata))
        if (usage) output.write(usage)
        if (hasError(chunk)) {
          hasFailed = true
          output.write(readErrorRecord(chunk))
        } else if (!isChunk(chunk)) output.writeUnknown(chunk)
      }

      function finish(hasEndMark: boolean): void {
        candidate.end()
        const { finishReason, hasPendingCalls } = candidate
        const { status } = interaction
        if (hasFailed || interaction.hasFailed) {
          output.finish('error', hasEndMark, finishReason ?? status)
        } else if (status === 'requires_action') output.finish('tool-calls', true, status)
        else if (blockReason !== undefined) output.finish('content-filter', true, blockReason)
        else if (finishReason === undefined) {
          output.finish(hasEndMark ? reasonOf(status) : 'eof', hasEndMark, status)
        } else {
          const reason = readGeminiFinish(finishReason)
          output.finish(
            reason === 'stop' && hasPendingCalls ? 'tool-calls' : reason,
            true,
            finishReason,
          )
        }
      }

      return {
        read,
        readEndMark: () => finish(true),
        end: () => finish(false),
        isOpen: () =>
          !hasFailed &&
          !interaction.hasFailed &&
          interaction.status === undefined &&
          blockReason === undefined &&
          candidate.finishReason === undefined,
      }
    }),
  detect: detectGemini,
})

/** An interaction may be over without being complete. */
function reasonOf(status: string | undefined): DoneReason {
  return status === undefined ? 'stop' : readFinishReason(status)
}

function isChunk(chunk: JsonRecord): boolean {
  return (
    Array.isArray(chunk['candidates']) ||
    isRecord(chunk['promptFeedback'] ?? chunk['usageMetadata'])
  )
}

function detectGemini({ json }: DetectionProbe): DetectionClaim | undefined {
  if (!isRecord(json)) return undefined
  const eventType = stringField(json, 'event_type') ?? ''
  if (/^(?:interaction|step|content)\./.test(eventType)) {
    return { rule: `event_type is "${eventType}"` }
  }
  for (const chunk of [json, recordField(json, 'response') ?? {}]) {
    if (arrayField(chunk, 'candidates') !== undefined) return { rule: 'candidates is a list' }
    if (recordField(chunk, 'promptFeedback') !== undefined)
      return { rule: 'promptFeedback is there' }
    if (recordField(chunk, 'usageMetadata') !== undefined && stringField(chunk, 'modelVersion')) {
      return { rule: 'usageMetadata stands beside modelVersion' }
    }
  }
  const status = stringField(recordField(json, 'error') ?? {}, 'status') ?? ''
  return /^[A-Z][A-Z_]+$/.test(status)
    ? { rule: 'error has a status in capitals', provisional: true }
    : undefined
}
