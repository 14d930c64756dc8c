import type { EventOf, StreamEvent } from '../dialects/events.ts'
import { parseJson } from '../dialects/payload/json.ts'
import { addPart, placeOf, putItem, type StateDraft } from './draft.ts'
import { mergeDefined } from './merge.ts'
import type { ToolCall } from './streamState.ts'

type ToolEvent = Pick<StreamEvent, 'stepId' | 'agent'> & { readonly toolCallId: string }

/** Begins a tool call. With its input at hand it runs; else the input is still to come. */
export function startTool(draft: StateDraft, event: EventOf<'tool-start'>): void {
  const { name, input } = event
  updateTool(draft, event, (tool) => {
    const isNew = tool.status === 'input' && tool.input === undefined
    const status = isNew && input !== undefined ? 'running' : undefined
    return mergeDefined(tool, { name, input, status })
  })
}

/** Adds a piece of raw text to the input or the output of a call that is not over. */
export function growTool(draft: StateDraft, event: EventOf<'tool-delta'>): void {
  const { of, delta } = event
  updateTool(draft, event, (tool) => {
    if (isEnded(tool)) return tool
    const before = tool[of]
    const text = typeof before === 'string' ? before + delta : delta
    return of === 'input'
      ? mergeDefined(tool, { input: text, status: 'input' })
      : mergeDefined(withWholeInput(tool), { output: text, status: 'running' })
  })
}

/** Says that the input is whole, or that the output is there and the call over. */
export function endTool(draft: StateDraft, event: EventOf<'tool-end'>): void {
  const { name, phase, output, error } = event
  updateTool(draft, event, (tool) => {
    const status = statusAfterEnd(tool, event)
    const whole = event.input === undefined ? withWholeInput(tool) : tool
    // A call without arguments is a call with none, as far as its tool is concerned.
    const input = event.input ?? whole.input ?? (phase === 'input' ? {} : undefined)
    return mergeDefined(whole, { name, input, output, error, status })
  })
}

/** Makes a call wait for the user's word. */
export function holdTool(draft: StateDraft, event: ToolEvent): void {
  updateTool(draft, event, (tool) =>
    mergeDefined(withWholeInput(tool), { status: 'awaiting-approval' }),
  )
}

/** The stream has failed: no call that it left open will be answered. */
export function failOpenTools(draft: StateDraft): void {
  draft.tools.items.forEach((tool, index) => {
    if (!isEnded(tool)) putItem(draft.tools, index, { ...withWholeInput(tool), status: 'error' })
  })
}

function updateTool(
  draft: StateDraft,
  event: ToolEvent,
  update: (tool: ToolCall) => ToolCall,
): void {
  const tools = draft.tools.items
  const known = tools.findLastIndex((tool) => tool.id === event.toolCallId)
  if (known === -1) addPart(draft, { type: 'tool', id: event.toolCallId, ...placeOf(event) })
  const index = known === -1 ? tools.length : known
  putItem(draft.tools, index, update(tools[known] ?? { id: event.toolCallId, status: 'input' }))
}

function isEnded(tool: ToolCall): boolean {
  return tool.status === 'ok' || tool.status === 'error'
}

function statusAfterEnd(tool: ToolCall, { phase, error }: EventOf<'tool-end'>): ToolCall['status'] {
  if (error !== undefined) return 'error'
  if (phase === 'output') return 'ok'
  // Some backends list the calls again after the results are in.
  return isEnded(tool) ? tool.status : 'running'
}

// Only text that came in pieces is JSON; an input that the backend gave whole is what it is, even a string of digits.
function withWholeInput(tool: ToolCall): ToolCall {
  if (tool.status !== 'input' || typeof tool.input !== 'string') return tool
  const parsed = parseJson(tool.input === '' ? '{}' : tool.input)
  // Models do write arguments that are not JSON; the user shall see what was written.
  return parsed.ok ? { ...tool, input: parsed.value, status: 'running' } : tool
}
