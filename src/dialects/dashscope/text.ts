import type { TextChannel } from '../events.ts'
import { createGrowingText, type GrowingText } from '../text/growingText.ts'
import type { EventOutput } from '../payload/recordReader.ts'

/** Reads the texts of a stream, each of which comes in pieces or as all of it so far. */
export interface DashscopeText {
  read(channel: TextChannel, text: string, stepId?: string): void
}

export function createDashscopeText(output: EventOutput): DashscopeText {
  const answer = new Map<string | undefined, GrowingText>()
  const reasoning = new Map<string | undefined, GrowingText>()

  return {
    read(channel, text, stepId) {
      const texts = channel === 'answer' ? answer : reasoning
      let growing = texts.get(stepId)
      if (growing === undefined) {
        growing = createGrowingText()
        texts.set(stepId, growing)
      }
      const growth = growing.read(text)
      if (growth === undefined) return
      if (growth.kind === 'piece') {
        output.write({ type: 'text', channel, delta: growth.text, stepId })
      } else {
        output.write({ type: 'text-full', channel, text: growth.text, mode: 'replace', stepId })
      }
    },
  }
}
