import type { DoneReason } from '../events.ts'

/** What backends call the reason why a model stopped, in lower case and with underscores. */
const REASONS: ReadonlyMap<string, DoneReason> = new Map<string, DoneReason>([
  ['stop', 'stop'],
  ['end_turn', 'stop'],
  ['stop_sequence', 'stop'],
  ['complete', 'stop'],
  ['completed', 'stop'],
  ['eos', 'stop'],
  ['length', 'length'],
  ['max_tokens', 'length'],
  ['max_output_tokens', 'length'],
  ['model_context_window_exceeded', 'length'],
  ['tool_calls', 'tool-calls'],
  ['tool_use', 'tool-calls'],
  ['function_call', 'tool-calls'],
  ['content_filter', 'content-filter'],
  ['safety', 'content-filter'],
  ['refusal', 'content-filter'],
  ['error', 'error'],
])

/** Reads why a model stopped; what no backend is known to say is `other`. Capitals and hyphens make no difference. */
export function readFinishReason(raw: string): DoneReason {
  return REASONS.get(raw.toLowerCase().replaceAll('-', '_')) ?? 'other'
}
