import type { DetectionClaim, DetectionProbe } from '../dialect.ts'
import { parseJson } from '../payload/json.ts'
import { isRecord, type JsonRecord, stringField } from '../payload/jsonFields.ts'

/** Headers that the SDK's own helpers set. */
const HEADERS = ['x-vercel-ai-ui-message-stream', 'x-vercel-ai-data-stream'] as const

/** Types that nobody else has, and prefixes of such types. */
const SHARP_TYPE =
  /^(?:(?:text|reasoning)-(?:start|delta|end)|tool-(?:input|output|approval)-[a-z]+|(?:start|finish|reset)-step|source-(?:url|document)|reasoning-file|message-metadata)$/

/** Types that say little by themselves, and the fields that such a chunk has beside it. */
const BLUNT_TYPES: ReadonlyMap<string, readonly string[]> = new Map([
  ['start', ['messageId', 'messageMetadata']],
  ['finish', ['finishReason', 'messageMetadata']],
  ['abort', ['reason']],
  ['error', ['errorText']],
  ['file', ['url', 'mediaType', 'providerMetadata']],
])

const PREFIXED_JSON = /^[0-9a-k]:["[{]/

/** Whether a line is one character that says what follows, a colon, and something else than space. */
export function isPrefixedLine(line: string): boolean {
  return line.charCodeAt(1) === 0x3a && /^[0-9a-z]:\S/.test(line)
}

export function detectAiSdkHeaders(headers: Headers): DetectionClaim | undefined {
  const name = HEADERS.find((header) => headers.has(header))
  return name && { rule: `header ${name}` }
}

/** Says by which chunk or line a stream is the AI SDK's. */
export function detectAiSdk({ frame, json }: DetectionProbe): DetectionClaim | undefined {
  if (isRecord(json)) return detectChunk(json)
  const { data = '', truncated = false } = frame
  if (!PREFIXED_JSON.test(data)) return undefined
  if (!truncated && !parseJson(data.slice(2)).ok) return undefined
  return { rule: `a line of JSON behind the prefix "${data.charAt(0)}"` }
}

function detectChunk(chunk: JsonRecord): DetectionClaim | undefined {
  const type = stringField(chunk, 'type') ?? ''
  const rule = `type is "${type}"`
  // Mastra has types of the same names, and all else in a payload.
  if (isRecord(chunk['payload']) && Object.hasOwn(chunk, 'from')) return undefined
  if (SHARP_TYPE.test(type)) return { rule }
  if (type.startsWith('data-') && Object.hasOwn(chunk, 'data')) return { rule: `${rule} with data` }
  const beside = BLUNT_TYPES.get(type)
  const keys = Object.keys(chunk)
  if (beside === undefined || !keys.every((key) => key === 'type' || beside.includes(key))) {
    return undefined
  }
  if (type === 'error' && stringField(chunk, 'errorText') === undefined) return undefined
  return { rule: `${rule} with nothing beside it that others have`, provisional: type !== 'start' }
}
