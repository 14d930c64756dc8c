import type { DoneReason } from '../events.ts'
import { readFinishReason } from '../bookkeeping/finishReason.ts'

/** Words that only those use who speak like OpenAI: Hugging Face, Mistral, Zhipu. */
const REASONS: ReadonlyMap<string, DoneReason> = new Map<string, DoneReason>([
  ['eos_token', 'stop'],
  ['model_length', 'length'],
  ['sensitive', 'content-filter'],
  ['network_error', 'error'],
])

/** Gives `other` for a way to stop that nobody has told of, such as DeepSeek's `insufficient_system_resource`. */
export function readChatFinish(finishReason: string): DoneReason {
  return REASONS.get(finishReason) ?? readFinishReason(finishReason)
}
