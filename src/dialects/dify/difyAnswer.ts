import type { JsonRecord } from '../payload/jsonFields.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { createSpokenText } from '../text/spokenText.ts'

/** The answer in its pieces, and in the whole texts that are sent behind them. */
export interface DifyAnswer {
  readMessage(text: string, stepId: string | undefined): void
  readAgentMessage(text: string): void
  replace(text: string): void
  /** What a workflow gives back in the end. */
  readOutputs(outputs: JsonRecord): void
}

/**
 * Agents of the newer kind stream `agent_message`s and close with one `message` that says everything again. So behind
 * such a piece, a message that begins with all that was said is the whole.
 *
 * An answer that a moderator has replaced is not brought back by the outputs of the workflow.
 */
export function createDifyAnswer(output: EventOutput): DifyAnswer {
  let agentText: ReturnType<typeof createSpokenText> | undefined
  let isReplaced = false

  function say(delta: string, stepId?: string): void {
    if (delta !== '') output.write({ type: 'text', channel: 'answer', delta, stepId })
  }

  function sayWhole(text: string): void {
    output.write({ type: 'text-full', channel: 'answer', text, mode: 'final' })
  }

  return {
    readMessage(text, stepId) {
      const again = text.trim()
      if (agentText !== undefined && again !== '' && agentText.restOf(again) !== undefined) {
        sayWhole(agentText.completedBy(text))
        return
      }
      agentText?.add(text)
      say(text, stepId)
    },
    readAgentMessage(text) {
      if (text === '') return
      agentText ??= createSpokenText()
      agentText.add(text)
      say(text)
    },
    replace(text) {
      isReplaced = true
      output.write({ type: 'text-full', channel: 'answer', text, mode: 'replace' })
    },
    readOutputs(outputs) {
      const values = Object.values(outputs)
      const texts = values.filter((value) => typeof value === 'string' && value !== '')
      const [text] = texts
      const isText = texts.length === 1 && typeof text === 'string'
      if (isText && !isReplaced) sayWhole(text)
      if (values.length > 0 && !(isText && values.length === 1)) {
        output.write({ type: 'data', name: 'outputs', key: 'outputs', data: outputs })
      }
    },
  }
}
