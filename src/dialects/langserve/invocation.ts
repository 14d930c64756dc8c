import { isRecord, type JsonRecord, recordField } from '../payload/jsonFields.ts'

/** What LangServe says of a run, beside its output. */
const RUN_FIELDS = ['run_id', 'feedback_tokens'] as const

/** Whether a payload is the answer of `/invoke`, which gives the whole output of a chain and tells of its run. */
export function isInvocation(payload: unknown): payload is JsonRecord {
  if (!isRecord(payload) || !Object.hasOwn(payload, 'output')) return false
  const metadata = recordField(payload, 'metadata') ?? {}
  return RUN_FIELDS.some((name) => Object.hasOwn(metadata, name))
}
