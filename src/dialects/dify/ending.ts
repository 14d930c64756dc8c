import type { DoneReason } from '../events.ts'
import type { EventOutput } from '../payload/recordReader.ts'

/**
 * Knows when a stream is over, for three kinds of apps say so in three ways: a chat with `message_end`, a workflow with
 * `workflow_finished`, a chatflow with both, in this order or the other. Speech comes behind them, until it ends itself.
 */
export interface DifyEnding {
  workflowStarted(): void
  messageSpoken(): void
  messageEnded(): void
  workflowFinished(reason: DoneReason, rawReason: string | undefined): void
  /** A workflow waits for somebody. The stream is over unless it goes on. */
  paused(): void
  speechStarted(): void
  speechEnded(): void
  failed(rawReason?: string): void
  streamEnded(): void
  /** Whether a body that ends now was cut off. */
  isOpen(): boolean
}

export function createDifyEnding(output: EventOutput): DifyEnding {
  let runsWorkflow = false
  let speaks = false
  let isPaused = false
  let hasMessage = false
  let hasMessageEnded = false
  let outcome: { readonly reason: DoneReason; readonly rawReason: string | undefined } | undefined

  function finish(): void {
    if (outcome === undefined) output.finish('stop', true)
    else output.finish(outcome.reason, true, outcome.rawReason)
  }

  function settle(): void {
    const isWorkflowOver = !runsWorkflow || outcome !== undefined
    const isMessageOver = hasMessageEnded || (!hasMessage && outcome !== undefined)
    if (isWorkflowOver && isMessageOver && !speaks) finish()
  }

  return {
    workflowStarted() {
      runsWorkflow = true
      isPaused = false
    },
    messageSpoken() {
      hasMessage = true
    },
    messageEnded() {
      hasMessage = true
      hasMessageEnded = true
      settle()
    },
    workflowFinished(reason, rawReason) {
      outcome = { reason, rawReason }
      if (reason === 'error') finish()
      else settle()
    },
    paused() {
      isPaused = true
    },
    speechStarted() {
      speaks = true
    },
    speechEnded() {
      speaks = false
      settle()
    },
    failed(rawReason) {
      output.finish('error', true, rawReason)
    },
    isOpen: () => outcome === undefined && !hasMessageEnded && !isPaused,
    streamEnded() {
      if (outcome !== undefined || hasMessageEnded) finish()
      else if (isPaused) output.finish('interrupt', true, 'paused')
      else output.finish('eof', false)
    },
  }
}
