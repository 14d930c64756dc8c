import type { EventOf } from '../dialects/events.ts'
import { isSameJson } from '../dialects/payload/sameJson.ts'
import { addPart, placeOf, putItem, type StateDraft } from './draft.ts'
import { mergeDefined } from './merge.ts'
import type { StreamFault, Usage } from './streamState.ts'
import { holdTool } from './tools.ts'

/** Takes over the ids that an event names. */
export function noteIds(draft: StateDraft, event: EventOf<'start' | 'meta'>): void {
  const { conversationId, sessionId, runId, messageId, model } = event
  const ids = { conversationId, sessionId, runId, messageId, model }
  draft.ids = mergeDefined(draft.ids, ids)
}

export function noteStatus(draft: StateDraft, event: EventOf<'status'>): void {
  const { message, level = 'info', phase } = event
  const named = phase === undefined ? {} : { phase }
  addPart(draft, { type: 'status', message, level, ...named, ...placeOf(event) })
}

/** Shows a backend's own data; a later event of the same name and key takes the place of the earlier one. */
export function noteData(draft: StateDraft, event: EventOf<'data'>): void {
  const { name, data, key } = event
  const index = draft.parts.items.findLastIndex(
    (part) => key !== undefined && part.type === 'data' && part.name === name && part.id === key,
  )
  const part = draft.parts.items[index]
  if (part?.type === 'data') {
    if (!isSameJson(part.data, data)) putItem(draft.parts, index, { ...part, data })
    return
  }
  const keyed = key === undefined ? {} : { id: key }
  addPart(draft, { type: 'data', name, data, ...keyed, ...placeOf(event) })
}

/** Shows a question to the user, once per id; a tool that it is about waits for the answer. */
export function noteInterrupt(draft: StateDraft, event: EventOf<'interrupt'>): void {
  const { kind, interruptId: id, toolCallId, payload } = event
  if (kind === 'approval' && toolCallId !== undefined) holdTool(draft, { ...event, toolCallId })
  const index = draft.parts.items.findLastIndex(
    (part) => id !== undefined && part.type === 'interrupt' && part.id === id,
  )
  const part = draft.parts.items[index]
  if (part?.type === 'interrupt') {
    putItem(draft.parts, index, mergeDefined(part, { kind, toolCallId, payload }))
    return
  }
  const named = id === undefined ? {} : { id }
  const about = toolCallId === undefined ? {} : { toolCallId }
  addPart(draft, { type: 'interrupt', kind, ...named, ...about, payload, ...placeOf(event) })
}

export function noteProgress(draft: StateDraft, event: EventOf<'progress'>): void {
  const { value, total, label } = event
  draft.progress = mergeDefined(draft.progress ?? {}, { value, total, label })
}

/** Takes over running totals, or adds up what each part of the stream has used. */
export function noteUsage(draft: StateDraft, event: EventOf<'usage'>): void {
  const before: Usage = draft.usage ?? {}
  const total = (name: keyof Usage): number | undefined => {
    const tokens = event[name]
    return tokens === undefined || event.cumulative ? tokens : (before[name] ?? 0) + tokens
  }
  draft.usage = mergeDefined(before, {
    inputTokens: total('inputTokens'),
    outputTokens: total('outputTokens'),
    totalTokens: total('totalTokens'),
    reasoningTokens: total('reasoningTokens'),
    cachedInputTokens: total('cachedInputTokens'),
  })
}

/**
 * Notes a fault. One that says the same as the one before completes that: many backends report twice. Malformed events
 * are counted one by one.
 */
export function noteFault(draft: StateDraft, event: EventOf<'error'>): void {
  const { message, code, recoverable, scope } = event
  const fault = mergeDefined<StreamFault>({ message, recoverable, scope }, { code })
  const errors = draft.errors.items
  const parts = draft.parts.items
  const last = errors.at(-1)
  const isRepeat = scope !== 'item' && last?.message === message && last.scope === scope
  if (!isRepeat) {
    putItem(draft.errors, errors.length, fault)
    addPart(draft, { type: 'error', fault, ...placeOf(event) })
    return
  }
  const index = parts.findLastIndex((part) => part.type === 'error')
  const part = parts[index]
  const completed = mergeDefined(last, fault)
  if (part?.type !== 'error' || completed === last) return
  putItem(draft.errors, errors.length - 1, completed)
  putItem(draft.parts, index, { ...part, fault: completed })
}
