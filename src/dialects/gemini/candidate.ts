import type { DialectContext } from '../dialect.ts'
import { isRecord, type JsonRecord, recordField, stringField } from '../payload/jsonFields.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { isSameJson } from '../payload/sameJson.ts'
import { readGeminiFinish } from './finishReason.ts'
import { createFunctionCalls } from './functionCalls.ts'
import { createGrounding } from './grounding.ts'

/** Reads the candidate that is the answer, chunk by chunk. */
export interface Candidate {
  read(candidate: JsonRecord): void
  /** The stream is over: tells what waited for that. */
  end(): void
  readonly finishReason: string | undefined
  readonly hasPendingCalls: boolean
}

const UNSAID = 'The model stopped over a call that could not be read'

export function createCandidate(context: DialectContext, output: EventOutput): Candidate {
  const calls = createFunctionCalls(context, output)
  const grounding = createGrounding(context, output)
  let answer = ''
  let finishReason: string | undefined
  let ratings: unknown

  /** Every chunk may say the same. */
  function readRatings(found: readonly unknown[]): void {
    if (found.length === 0 || isSameJson(found, ratings)) return
    ratings = found
    output.write({ type: 'data', name: 'safety-ratings', key: 'safety-ratings', data: found })
  }

  function readPart(part: unknown): void {
    if (!isRecord(part)) {
      output.writeUnknown(part)
      return
    }
    const { text } = part
    if (typeof text !== 'string') readRarePart(part)
    else if (text !== '') say(text, part['thought'] === true)
  }

  function say(delta: string, isThought: boolean): void {
    if (!isThought) answer += delta
    output.write({ type: 'text', channel: isThought ? 'reasoning' : 'answer', delta })
  }

  function readRarePart(part: JsonRecord): void {
    const file = recordField(part, 'inlineData') ?? recordField(part, 'fileData')
    if (file !== undefined) output.write({ type: 'data', name: 'file', data: file })
    else if (!readCall(part) && part['thoughtSignature'] === undefined) output.writeUnknown(part)
  }

  function readCall(part: JsonRecord): boolean {
    const call = recordField(part, 'functionCall')
    if (call !== undefined) return calls.readCall(call)
    const response = recordField(part, 'functionResponse')
    if (response !== undefined) return calls.readResponse(response)
    const code = recordField(part, 'executableCode')
    if (code !== undefined) return calls.readCode(code)
    const result = recordField(part, 'codeExecutionResult')
    return result !== undefined && calls.readCodeResult(result)
  }

  function readFinish(reason: string, candidate: JsonRecord): void {
    finishReason = reason
    calls.end()
    const message = stringField(candidate, 'finishMessage')
    if (readGeminiFinish(reason) === 'error') {
      output.write({
        type: 'error',
        scope: 'stream',
        recoverable: false,
        message: message || UNSAID,
        code: reason,
      })
    } else if (message) output.write({ type: 'status', message, level: 'warning' })
  }

  return {
    read(candidate) {
      const { content, finishReason: reason } = candidate
      const parts = isRecord(content) ? content['parts'] : undefined
      if (Array.isArray(parts)) for (const part of parts) readPart(part)
      grounding.read(candidate, answer)
      if (candidate['logprobsResult']) {
        output.write({ type: 'data', name: 'logprobs', data: candidate['logprobsResult'] })
      }
      if (Array.isArray(candidate['safetyRatings'])) readRatings(candidate['safetyRatings'])
      if (typeof reason === 'string' && reason !== '') readFinish(reason, candidate)
    },
    end: () => grounding.end(answer),
    get finishReason() {
      return finishReason
    },
    get hasPendingCalls() {
      return calls.hasPendingCalls
    },
  }
}
